import { dev } from '$app/environment';
import {
	redirect,
	type Handle,
	type HandleServerError,
	type RequestEvent,
	type ServerInit
} from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { isFatal } from '#lib/server/engine/engine-error.ts';
import { checkAddress } from '#lib/server/http/check-address.ts';
import { checkBody } from '#lib/server/http/check-body.ts';
import { describeError } from '#lib/server/sentences.ts';
import {
	parseTheme,
	preferenceMaxAgeSeconds,
	readPreferences,
	themeCookie
} from '#lib/server/http/preferences.ts';
import { reportDefect } from '#lib/server/http/report-defect.ts';
import { setSecurityHeaders } from '#lib/server/http/security-headers.ts';
import { endInOrder } from '#lib/server/launch/end-in-order.ts';
import { restartProcess } from '#lib/server/launch/restart-process.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';

/** The workbench stands before the first request is answered; what keeps it from standing is shown on every page. */
export const init: ServerInit = async () => {
	endInOrder({ awaitServer: !dev });
	await workbench()
		.then((bench) => void bench.calculateAhead())
		.catch((error) => reportDefect(error, { method: 'START', route: null }));
};

export const handle: Handle = async ({ event, resolve }) => {
	// Its own request: the middleware makes a copy, and a body can be read only once.
	const { headers } = event.request;
	const response = await paraglideMiddleware(new Request(event.url, { headers }), ({ locale }) => {
		event.locals.locale = locale;
		event.locals.theme = parseTheme(event.cookies.get(themeCookie));
		return answer(event, resolve);
	});
	setSecurityHeaders(response.headers);
	return response;
};

async function answer(event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']) {
	const misdirected = event.isSubRequest
		? undefined
		: checkAddress(event.request, event.url, ownOrigin());
	if (misdirected) return misdirected;
	if (event.request.method === 'GET') takePreferences(event);
	const checked = await checkBody(event.request);
	if (checked instanceof Response) return checked;
	event.request = checked;
	const response = await resolve(event, { transformPageChunk: fillTemplate(event.locals) });
	return withStatus(response, event.locals.refusedWith);
}

/** Set by the launcher; without it nothing is ours, and nothing is answered. */
function ownOrigin() {
	return process.env.ORIGIN ?? 'http://127.0.0.1';
}

/** `?lang=` and `?theme=` are remembered, and the address is the same without them. */
function takePreferences({ url, cookies }: RequestEvent) {
	const asked = readPreferences(url);
	if (!asked) return;
	for (const [name, value] of asked.cookies) {
		// The page's own script reads the language too; the address is plain http on this machine.
		const options = { path: '/', httpOnly: false, secure: false, sameSite: 'lax' } as const;
		cookies.set(name, value, { ...options, maxAge: preferenceMaxAgeSeconds });
	}
	redirect(303, asked.address);
}

/** Fills the two places of app.html; the first chunk holds them, later ones are left alone. */
function fillTemplate({ locale, theme }: App.Locals) {
	let filled = false;
	return ({ html }: { html: string }) => {
		if (filled) return html;
		filled = true;
		return html.replace('%lang%', locale).replace('%theme%', theme);
	};
}

/** A refusal that a page met while it was being made is the caller's matter, not a defect of ours. */
function withStatus(response: Response, status: number | undefined) {
	if (response.status !== 500 || status === undefined) return response;
	return new Response(response.body, { status, headers: response.headers });
}

export const handleError: HandleServerError = async ({ error, event, status }) => {
	const { locale } = event.locals;
	if (status === 404) return { message: m.error_not_found({}, { locale }) };
	if (status !== 500) return { message: m.http_bad_request({}, { locale }) };
	if (isWorkbenchError(error) && !isFatal(error)) {
		event.locals.refusedWith = 422;
		return describeError(error, locale);
	}
	const id = reportDefect(error, { method: event.request.method, route: event.route.id });
	if (isFatal(error)) void restartProcess();
	return { message: m.http_unexpected({}, { locale }), id };
};

const always = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy':
		'camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), payment=(), serial=(), usb=()'
};

const unlessSet = {
	'cache-control': 'no-store',
	// Pages bring their own, with nonces; this one is for downloads and for the page that shows a crash.
	'content-security-policy':
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
};

/** What every answer of the workbench carries; a stricter rule of the answer's own is left as it is. */
export function setSecurityHeaders(headers: Headers): void {
	for (const [name, value] of Object.entries(always)) headers.set(name, value);
	for (const [name, value] of Object.entries(unlessSet)) {
		if (!headers.has(name)) headers.set(name, value);
	}
}

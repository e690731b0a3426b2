/** An answer to a request that was not let in: one sentence, as text for a person, as JSON for a script. */
export function refusal(status: number, message: string, request: Request): Response {
	const forPerson = request.headers.get('accept')?.includes('text/html') ?? false;
	return forPerson
		? new Response(message, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
		: Response.json({ message }, { status });
}

/**
 * Sends CSV text as a file while it is being made. What goes wrong before its first piece is an error in its own
 * right, not half a file.
 */
export async function csvDownload(pieces: AsyncGenerator<string>, name: string): Promise<Response> {
	const encoder = new TextEncoder();
	let next: IteratorResult<string> | null = await pieces.next();
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const { done, value } = next ?? (await pieces.next());
			next = null;
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		async cancel() {
			await pieces.return(undefined);
		}
	});
	return new Response(body, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${fileNameOf(name)}"`,
			'cache-control': 'no-store'
		}
	});
}

/** A name that any file system and any header can take. */
function fileNameOf(name: string): string {
	return `${name.replace(/\.csv$/i, '').replace(/[^\w.-]+/g, '-')}.csv`;
}

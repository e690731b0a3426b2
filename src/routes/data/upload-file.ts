import type { Trouble } from './trouble.ts';

export interface Sending {
	/** Resolves with the id of the upload, or with what kept it from arriving; with null when it was cancelled. */
	ended: Promise<{ upload: string } | { trouble: Trouble } | null>;
	cancel(): void;
}

/** Sends a file as it is, telling how many of its bytes have left; nothing else can tell that while it goes on. */
export function uploadFile(
	file: File,
	onProgress: (sentBytes: number) => void,
	notReached: Trouble
): Sending {
	const request = new XMLHttpRequest();
	const ended = new Promise<Awaited<Sending['ended']>>((resolve) => {
		request.upload.onprogress = ({ loaded }) => onProgress(loaded);
		request.onload = () => resolve(answerOf(request, notReached));
		request.onerror = () => resolve({ trouble: notReached });
		request.onabort = () => resolve(null);
	});
	request.open('PUT', `/api/uploads?name=${encodeURIComponent(file.name)}`);
	request.setRequestHeader('content-type', 'application/octet-stream');
	request.send(file);
	return { ended, cancel: () => request.abort() };
}

function answerOf(request: XMLHttpRequest, notReached: Trouble) {
	try {
		const answer = JSON.parse(request.responseText);
		if (request.status === 201) return { upload: String(answer.upload) };
		return { trouble: { ...notReached, hint: undefined, ...answer } as Trouble };
	} catch {
		return { trouble: notReached };
	}
}

/** Hands a text or a picture to the reader as a file. */
export function saveFile(content: BlobPart, name: string, type: string): void {
	const address = URL.createObjectURL(new Blob([content], { type }));
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** An SVG text as a PNG with `density` pixels to the CSS pixel. */
export async function pngOf(svgText: string, density = 2): Promise<Blob> {
	const picture = new Image();
	const address = URL.createObjectURL(new Blob([svgText], { type: 'image/svg+xml' }));
	try {
		picture.src = address;
		await picture.decode();
		const canvas = document.createElement('canvas');
		canvas.width = picture.naturalWidth * density;
		canvas.height = picture.naturalHeight * density;
		canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
		return await new Promise((resolve, reject) =>
			canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('png: no image'))))
		);
	} finally {
		URL.revokeObjectURL(address);
	}
}

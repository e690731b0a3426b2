import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';

/** What is told while an XML text goes by; names without their prefix. */
export interface XmlEvents {
	open?: (name: string, attribute: (name: string) => string | undefined) => void;
	text?: (text: string) => void;
	close?: (name: string) => void;
}

/**
 * Reads an XML text piece by piece. Entities of its own are refused, so that none can grow.
 *
 * @throws Error where it is not well formed
 */
export async function readXml(
	pieces: AsyncIterable<Uint8Array>,
	{ open, text, close }: XmlEvents,
	onPiece: (bytes: number) => void = () => {}
): Promise<void> {
	const parser = new SaxesParser({ xmlns: false, position: false });
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('doctype', () => {
		throw new Error('readXml: a document type is not expected here');
	});
	parser.on('opentag', ({ name, attributes }) =>
		open?.(localName(name), (wanted) => valueOf(attributes, wanted))
	);
	if (text) {
		parser.on('text', text);
		parser.on('cdata', text);
	}
	parser.on('closetag', ({ name }) => close?.(localName(name)));
	const decoder = new StringDecoder('utf8');
	for await (const piece of pieces) {
		parser.write(decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)));
		onPiece(piece.length);
	}
	parser.write(decoder.end());
	parser.close();
}

function valueOf(attributes: Record<string, string>, wanted: string): string | undefined {
	if (Object.hasOwn(attributes, wanted)) return attributes[wanted];
	const prefixed = Object.keys(attributes).find((name) => localName(name) === wanted);
	return prefixed === undefined ? undefined : attributes[prefixed];
}

function localName(name: string): string {
	const colon = name.indexOf(':');
	return colon < 0 ? name : name.slice(colon + 1);
}

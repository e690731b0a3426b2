/** Pictures of one width, one below the other, as one picture. */
export function stacked(parts: SVGSVGElement[]): SVGSVGElement {
	const [first] = parts;
	const whole = first.cloneNode(false) as SVGSVGElement;
	let height = 0;
	for (const part of parts) {
		part.setAttribute('y', String(height));
		height += Number(part.getAttribute('height'));
		part.prepend(ground(part));
		whole.append(part);
	}
	whole.setAttribute('height', String(height));
	whole.setAttribute('viewBox', `0 0 ${first.getAttribute('width')} ${height}`);
	whole.removeAttribute('y');
	return whole;
}

/** A part within another picture feels the pointer only where something is painted; this is felt everywhere. */
function ground(part: SVGSVGElement): Element {
	const rect = part.ownerDocument.createElementNS(part.namespaceURI!, 'rect');
	const attributes = { width: '100%', height: '100%', fill: 'none', 'pointer-events': 'all' };
	for (const [name, value] of Object.entries(attributes)) rect.setAttribute(name, value);
	return rect;
}

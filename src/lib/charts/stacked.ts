/** Pictures of one width, one below the other, as one picture. */
export function stacked(parts: SVGSVGElement[]): SVGSVGElement {
	const [first] = parts;
	const whole = first.cloneNode(false) as SVGSVGElement;
	let height = 0;
	for (const part of parts) {
		part.setAttribute('y', String(height));
		height += Number(part.getAttribute('height'));
		whole.append(part);
	}
	whole.setAttribute('height', String(height));
	whole.setAttribute('viewBox', `0 0 ${first.getAttribute('width')} ${height}`);
	whole.removeAttribute('y');
	return whole;
}

import type { Locale } from '#lib/charts/numbers.ts';
import { cellText, type Table } from '#lib/charts/table.ts';
import { html, type Html } from './html.ts';

/** A table of the report: the first column names the row, numbers stand to the right. */
export function reportTable(table: Table, caption: string, right: number[], locale: Locale): Html {
	const shown = table.columns.flatMap((column, c) => (column.filesOnly ? [] : [{ column, c }]));
	const side = (c: number) => (right.includes(c) ? 'right' : '');
	return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
		<table>
			<caption>
				${caption}
			</caption>
			<thead>
				<tr>
					${shown.map(({ column, c }) => html`<th scope="col" class="${side(c)}">${column.label}</th>`)}
				</tr>
			</thead>
			<tbody>
				${table.rows.map(
					(row) =>
						html`<tr>
							${shown.map(({ column, c }) => {
								const text = cellText(row[c], column, locale);
								return c === 0
									? html`<th scope="row">${text}</th>`
									: html`<td class="${side(c)}">${text}</td>`;
							})}
						</tr> `
				)}
			</tbody>
		</table>
	</div>`;
}

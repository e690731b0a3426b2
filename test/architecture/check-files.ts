import { posix } from 'node:path';
import ts from 'typescript';
import type { Sources } from './check-imports.ts';
import { drawers, longestFile, rootFiles } from './rooms.ts';

/** One sentence for every file at the root that no tool demands. */
export function checkRoot(names: string[]): string[] {
	return names
		.filter((name) => !rootFiles.includes(name))
		.map((name) => `${name} stands at the root, where only what a tool demands may stand`);
}

/** One sentence for every file too long to be met whole, and for every drawer. */
export function checkFiles(sources: Sources): string[] {
	return [...sources].flatMap(([path, source]) => {
		const lines = source.trimEnd().split('\n').length;
		const drawer = path
			.split('/')
			.find((part) => drawers.includes(posix.basename(part).split('.')[0]));
		return [
			...(lines > longestFile ? [`${path} has ${lines} lines, ${longestFile} at most`] : []),
			...(drawer ? [`${path}: "${drawer}" is a drawer; what stands in it needs a better name`] : [])
		];
	});
}

/** One sentence for every use of the clock, of chance or of the machine in `domain`. */
export function checkPurity(sources: Sources): string[] {
	return [...sources]
		.filter(([path]) => path.startsWith('src/lib/domain/'))
		.flatMap(([path, source]) => impurities(source).map((what) => `${path} uses ${what}`));
}

const impureMembers = ['Date.now', 'Math.random'];
const impureNames = ['process', 'performance', 'crypto', 'fetch', 'setTimeout', 'setInterval'];

function impurities(source: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node) => {
		const text = impurityOf(node);
		if (text) found.push(text);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('file.ts', source, ts.ScriptTarget.Latest, true));
	return found;
}

function impurityOf(node: ts.Node) {
	if (ts.isPropertyAccessExpression(node)) {
		const text = node
			.getText()
			.replace(/\s|\?/g, '')
			.replace(/^globalThis\./, '');
		return [...impureMembers, ...impureNames].find((name) => text === name);
	}
	if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
		return 'new Date()';
	}
	if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
	if (ts.isIdentifier(node) && impureNames.includes(node.text) && isRead(node)) return node.text;
}

/** Whether a name is read as a variable: not declared here, not the name of a member. */
function isRead(node: ts.Identifier) {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
	return ts.isCallExpression(parent) && parent.expression === node;
}

import { parse } from 'svelte/compiler';
import ts from 'typescript';

export interface Import {
	specifier: string;
	/** Gone once types are stripped: it binds rooms together, but brings no code along. */
	typeOnly: boolean;
	/** Named as the entry of a worker: its code runs, and is bundled, on its own. */
	worker: boolean;
}

/** Stands for `import(name)`: nobody can tell what that brings in. */
export const computed = '(computed)';

/** Every import of a file: static, dynamic, re-exported, of types, and of workers. */
export function readImports(path: string, source: string): Import[] {
	return path.endsWith('.svelte') ? svelteImports(source) : scriptImports(source);
}

/** The scripts of a component are read as TypeScript; its markup may import too. */
function svelteImports(source: string) {
	const { instance, module, fragment } = parse(source, { modern: true });
	const scripts = [instance, module].map((script) => {
		if (!script) return '';
		const { start, end } = script.content as unknown as { start: number; end: number };
		return source.slice(start, end);
	});
	return [...scripts.flatMap(scriptImports), ...markupImports(fragment)];
}

function markupImports(node: unknown): Import[] {
	if (typeof node !== 'object' || node === null) return [];
	const { type, source } = node as { type?: string; source?: { value?: string } };
	const own =
		type === 'ImportExpression'
			? [{ specifier: source?.value ?? computed, typeOnly: false, worker: false }]
			: [];
	return [...own, ...Object.values(node).flatMap(markupImports)];
}

function scriptImports(source: string): Import[] {
	const found: Import[] = [];
	const visit = (node: ts.Node) => {
		const one = importOf(node);
		if (one) found.push(one);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('file.ts', source, ts.ScriptTarget.Latest, true));
	return found;
}

function importOf(node: ts.Node): Import | undefined {
	if (ts.isImportDeclaration(node)) {
		return found(node.moduleSpecifier, node.importClause ? isTypeClause(node.importClause) : false);
	}
	if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
		return found(node.moduleSpecifier, node.isTypeOnly);
	}
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		return found(node.argument.literal, true);
	}
	if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
		return found(node.arguments[0], false);
	}
	if (ts.isNewExpression(node) && node.expression.getText() === 'URL' && node.arguments) {
		const [path, base] = node.arguments;
		const isModule = /\.(ts|js|svelte)$/.test(ts.isStringLiteralLike(path) ? path.text : '');
		if (isModule && base?.getText() === 'import.meta.url') return found(path, false, true);
	}
}

function isTypeClause({ phaseModifier, name, namedBindings }: ts.ImportClause) {
	if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
	if (name || !namedBindings || ts.isNamespaceImport(namedBindings)) return false;
	return namedBindings.elements.length > 0 && namedBindings.elements.every((e) => e.isTypeOnly);
}

function found(node: ts.Node, typeOnly: boolean, worker = false): Import {
	return { specifier: ts.isStringLiteralLike(node) ? node.text : computed, typeOnly, worker };
}

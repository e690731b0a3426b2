import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, whether this runs from `src` or from a bundle under `build`. */
export const projectRoot = above(dirname(fileURLToPath(import.meta.url)));

function above(folder: string): string {
	return existsSync(join(folder, 'package.json')) ? folder : above(dirname(folder));
}

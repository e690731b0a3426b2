import type { Issue } from '#lib/domain/issue.ts';
import { withoutPersonal } from '#lib/domain/mapping/without-personal.ts';
import { sentence } from '#lib/server/sentences.ts';
import type { Remark } from './file-look.ts';

export function remarks(issues: Issue[], locale: App.Locals['locale']): Remark[] {
	return issues.map((each) => ({
		cause: each.code,
		severity: each.severity,
		text: sentence(withoutPersonal(each), locale)
	}));
}

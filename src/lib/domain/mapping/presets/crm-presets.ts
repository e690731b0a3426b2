import type { CrmPreset } from './crm-preset.ts';
import { DYNAMICS_365 } from './dynamics-365.ts';
import { HUBSPOT } from './hubspot.ts';
import { ODOO } from './odoo.ts';
import { PIPEDRIVE } from './pipedrive.ts';
import { SALESFORCE } from './salesforce.ts';
import { ZOHO } from './zoho.ts';

/** Every export that is recognised. */
export const CRM_PRESETS: CrmPreset[] = [
	...SALESFORCE,
	...HUBSPOT,
	...PIPEDRIVE,
	...ZOHO,
	...DYNAMICS_365,
	...ODOO
];

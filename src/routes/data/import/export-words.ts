import type { Crm, CrmObject } from '#lib/domain/mapping/presets/crm-preset.ts';
import * as m from '#lib/paraglide/messages.js';

const CRMS: Record<Crm, string> = {
	salesforce: 'Salesforce',
	hubspot: 'HubSpot',
	pipedrive: 'Pipedrive',
	zoho: 'Zoho',
	'dynamics-365': 'Dynamics 365',
	odoo: 'Odoo'
};

const OBJECTS: Record<CrmObject, (of: { crm: string }) => string> = {
	leads: m.preset_object_leads,
	contacts: m.preset_object_contacts,
	deals: m.preset_object_deals,
	activities: m.preset_object_activities
};

/** @example exportWords({ crm: 'hubspot', object: 'contacts' }) // 'HubSpot contacts' */
export function exportWords({ crm, object }: { crm: Crm; object: CrmObject }): string {
	return OBJECTS[object]({ crm: CRMS[crm] });
}

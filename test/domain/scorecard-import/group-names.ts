export const groupNames = {
	fit: 'Fit',
	engagement: 'Engagement',
	negative: 'Negative',
	framework: 'Framework'
};

/** The tabs of a case, as its address names them. */
export const CASE_TABS = ['findings', 'documents', 'decisions', 'timeline'] as const;
export type CaseTab = (typeof CASE_TABS)[number];

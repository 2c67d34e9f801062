import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type SessionItem = Schemas['SessionItem'];
export type Request = Schemas['Request'];
export type CaseItem = Schemas['CaseItem'];
export type Case = Schemas['Case'];
export type Finding = Schemas['Finding'];
export type FindingWord = Finding['finding'];
export type CheckReport = Schemas['CheckReport'];
export type CheckFinding = CheckReport['findings'][number];
export type FactLeaf = Finding['facts'][number];
export type Outcome = CaseItem['outcome'];
export type CaseStatus = CaseItem['status'];
export type Task = Schemas['Task'];
export type Decision = Schemas['Decisions']['items'][number];
export type JournalEvent = Schemas['Events']['items'][number];
export type Evidence = Schemas['Evidence'];
export type Draft = Schemas['Draft'];
export type Policy = Schemas['Policy'];
export type Rule = Policy['rules'][number];
export type Reference = Schemas['Reference'];
export type Problem = Schemas['Problem'];

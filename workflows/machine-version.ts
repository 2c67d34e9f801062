/**
 * What a machine can do. Version 1 knows nothing of conditions on approvals, appeals, incidents and drift; cases that
 * were opened on it finish on it.
 */
export type MachineVersion = 1 | 2;

/** Every kind of job there is: what an operator may pause as a queue. */
export const JOB_KINDS = ['issue-permit', 'escalate', 'webhook', 'sweep-deployments'] as const;

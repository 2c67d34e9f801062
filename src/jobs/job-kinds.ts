/** Every kind of job there is: what an operator may pause as a queue. */
export const JOB_KINDS = ['issue-permit', 'webhook', 'sweep-deployments'] as const;

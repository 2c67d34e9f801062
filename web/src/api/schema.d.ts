export interface paths {
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the service and its cells are well (503 when one is not) */
        get: operations["HealthController_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Regions served here: their law and the way their cases go */
        get: operations["RegionsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are, and what you may do in each region */
        get: operations["MeController_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The session you are in, and what its writes have to carry */
        get: operations["SessionController_get"];
        put?: never;
        /**
         * Sign in with a local account: the answer sets the cookie of a session
         * @description Failed attempts are counted by address; too many are refused for a while.
         */
        post: operations["SessionController_signIn"];
        /**
         * Sign out: the session ends
         * @description Who signed in at a provider signs out there, too, at the address in `leave`.
         */
        delete: operations["SessionController_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove again who you are: deciding asks for it every 5 minutes */
        post: operations["SessionController_prove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change your password: every session of yours ends */
        put: operations["SessionController_changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your open sessions, newest first */
        get: operations["SessionController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of your sessions */
        delete: operations["SessionController_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people sign in here */
        get: operations["OutsideSignInController_ways"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign in at an identity provider: open it in a browser */
        get: operations["OutsideSignInController_signIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/providers/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prove again who you are, at the provider: open it in a browser */
        get: operations["OutsideSignInController_prove"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a provider sends people back to
         * @description Takes only what the same browser began. Register this address at the provider.
         */
        get: operations["OutsideSignInController_comeBack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your tokens, newest first; administrators see those of service accounts, too */
        get: operations["TokensController_list"];
        put?: never;
        /**
         * Make a token, for you or a service account; its secret is told this once
         * @description Asks for a session, and for proof of who you are from the last 5 minutes. Sent twice it makes two.
         */
        post: operations["TokensController_make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a token back; it may take itself back */
        delete: operations["TokensController_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The verdict of every region on a manifest, side by side; nothing is kept
         * @description With `ways=true` each finding that does not pass says what would make it pass (`ways`).
         */
        post: operations["ChecksController_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The packs of the regions served here, and the questions of readiness, with rules */
        get: operations["PoliciesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Titles of documents, roles and jurisdictions */
        get: operations["PoliciesController_reference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The outline of a document as Markdown, to fill in */
        get: operations["OutlinesController_outline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A manifest drafted from an MLmodel, a model card, an ML-BOM or a table; nothing is kept
         * @description What a file states is filled in with its source, what a column name suggests is a proposal, the rest is asked.
         */
        post: operations["DraftsController_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests in the regions in which you may read, newest first */
        get: operations["RequestsController_list"];
        put?: never;
        /** Submit a manifest: one case per region */
        post: operations["RequestsController_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request with its cases */
        get: operations["RequestsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The manifest that the request stands on now, as handed in */
        get: operations["RequestsController_manifest"];
        /** Replace the manifest; decisions that saw what changed become void */
        put: operations["RequestsController_amend"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw every case of the request that has not ended */
        post: operations["RequestsController_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for you in all your regions, first due first */
        get: operations["TasksController_inbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much waits for you: all, yours, nobody’s yet, overdue */
        get: operations["TasksController_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/tasks/{key}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a task: others of the role see that you are on it; journaled
         * @description Anybody of the role may still decide.
         */
        post: operations["TasksController_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/tasks/{key}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a task back; administrators release those of others */
        post: operations["TasksController_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/tasks/{key}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand your task to somebody else; administrators assign any, with a reason */
        post: operations["TasksController_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Comments on the case in the order they were made */
        get: operations["CommentsController_list"];
        put?: never;
        /**
         * Comment on the case; people mentioned as `@id` are told
         * @description The journal holds a commitment to the text, so that it can be erased.
         */
        post: operations["CommentsController_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stand-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who stands in for whom, now and later */
        get: operations["StandInsController_list"];
        put?: never;
        /**
         * Let somebody take your place for a while; administrators say it of others
         * @description They may decide in your roles; neither of you counts beside the other, and what keeps you from deciding on a case keeps them too.
         */
        post: operations["StandInsController_set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stand-ins/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End it before its time; what was decided stands */
        post: operations["StandInsController_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engagements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Engagements of auditors, those that are over too
         * @description Auditors see their own; who manages people, or decides last, sees all.
         */
        get: operations["EngagementsController_list"];
        put?: never;
        /**
         * Engage an auditor: which cases, of which period, until when
         * @description A case is of a period when it was there in it: begun before its end, and not over before its start.
         */
        post: operations["EngagementsController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engagements/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an engagement before its time */
        post: operations["EngagementsController_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/population": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many cases a query means, and the hash of their list
         * @description SHA-256 over the ids in byte order, each followed by a newline; `…/population/cases` is that text.
         */
        get: operations["AuditsController_population"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/population/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases that a query means: one id a line, in byte order */
        get: operations["AuditsController_cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw a random sample that anybody can draw again; journaled
         * @description The seed is SHA-256 over the root of the newest checkpoint, `|`, and your nonce; the cases are those whose SHA-256 over seed, `|` and id is lowest.
         */
        post: operations["AuditsController_sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The evidence packs of the cases that a query means, as one ZIP; journaled
         * @description With `nonce` and `size`, of a sample of them. `manifest.json` and `SHA256SUMS` come last: a ZIP that broke off cannot be read.
         */
        get: operations["AuditsController_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When people work, who is whose deputy, who leads: what differs from the calendar */
        get: operations["WorkProfilesController_list"];
        put?: never;
        /**
         * Say when you work and who is your deputy; administrators say it of others, and who leads
         * @description Replaces what was said before. Overdue work is brought to whoever is late, then to their deputy, then to who leads the region, as policies/escalations.yaml says, in working time of whoever is late.
         */
        post: operations["WorkProfilesController_set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases of the regions in which you may read, newest first */
        get: operations["CasesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case: where it stands, and what it takes now */
        get: operations["CasesController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each rule says of the case, with citation and deciding facts
         * @description With `ways=true` each finding that does not pass says what would make it pass (`ways`).
         */
        get: operations["CasesController_findings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open and closed work of the case
         * @description An open task that ends in a decision says what it covers (`shown`, and its hash `seen`).
         */
        get: operations["CasesController_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The case's journal, in order, hash-chained */
        get: operations["CasesController_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Decisions on the case in the order they were made, fallen ones too */
        get: operations["DecisionsController_list"];
        put?: never;
        /**
         * Decide: approve (on conditions), request changes, reject, waive, suspend, resume, revoke, confirm that a condition is met, uphold or overturn a rejection, say that a report to an authority is done
         * @description Binds to what you looked at: `seen` is the hash that the case shows for the stage.
         */
        post: operations["DecisionsController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the case back */
        post: operations["DecisionsController_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the model now runs in a cloud region its permit names */
        post: operations["DecisionsController_deploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Appeal against the rejection; somebody else decides */
        post: operations["DecisionsController_appeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report an incident of the model that runs
         * @description Suspends the permit, and opens a task for each authority with its deadline.
         */
        post: operations["DecisionsController_incident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report that the model that runs has drifted: its review is due at once */
        post: operations["DecisionsController_drift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the model no longer runs, for good */
        post: operations["DecisionsController_retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Evidence of the case, oldest first, superseded files included */
        get: operations["EvidenceController_list"];
        put?: never;
        /** Hand in a file: the body is the file, streamed */
        post: operations["EvidenceController_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/evidence/{evidence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One file, as it was handed in */
        get: operations["EvidenceController_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The evidence pack of the case as it stands: a PDF with its attachments
         * @description That it was taken is journaled.
         */
        get: operations["PackController_pack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/assessment-results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The case as it stands as OSCAL assessment results */
        get: operations["AssessmentResultsController_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/permit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The permit of the case: an in-toto Statement in a DSSE envelope
         * @description As it was signed, whether it still holds or not: the case says so.
         */
        get: operations["PermitsController_permit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Permits of the region that were taken back, signed; caches may keep it for a minute
         * @description A DSSE envelope; good until the `nextUpdate` inside. Needs no token.
         */
        get: operations["RevocationsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gate/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * May this artifact run here, now? Allow or deny, why, and what is missing
         * @description Asking changes nothing and needs no idempotency key. Whatever is unknown is denied. `signed` is the same decision in a DSSE envelope, signed with the key of the region’s permits.
         */
        post: operations["GateController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lead time, first-pass rate, work in progress and more, region beside region */
        get: operations["TempoController_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long turns took, grouped by stage, role, rule, document, factor …
         * @description A turn is one piece of work, from the moment somebody was asked until it was done.
         */
        get: operations["TempoController_waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Two regions or two periods side by side, with 95 % intervals */
        get: operations["TempoController_comparison"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo/causes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What slows cases down: the six factors and the region, other things being equal
         * @description Least squares over the cases decided in the period; intervals by resampling.
         */
        get: operations["TempoController_causes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which rule costs how much waiting, and how often it changed the outcome */
        get: operations["TempoController_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where queues form, and which of them is the constraint */
        get: operations["TempoController_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long the same cases would have taken with one thing changed */
        get: operations["TempoController_whatIf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo/forecasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When each open case will have its permit, and how well such forecasts came true
         * @description From similar cases that were at least as long in the present stage.
         */
        get: operations["TempoController_forecasts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cumulative flow, cycle times, ageing work in progress and rework, for charts */
        get: operations["TempoController_flow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/tempo/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the tempo of a region anew from its journal */
        post: operations["TempoController_rebuild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tempo/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a month took, region beside region: a PDF of the same kind as the packs */
        get: operations["TempoReportController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known to run in the region */
        get: operations["DeploymentsController_list"];
        put?: never;
        /**
         * Report that something started, moved or stopped
         * @description Taken down whether a permit covers it or not; the sweep says what is wrong with it. Of what moved, what is left out is as before.
         */
        post: operations["DeploymentsController_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/deployments/sweep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold what runs against its permits now; journaled
         * @description Done by itself every few minutes, and for one deployment at each report on it.
         */
        post: operations["DeploymentsController_sweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/completeness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether every deployment has an answer of the gate, every answer a permit, every permit its decisions
         * @description What is missing stands under `holes`. Deployments are read from the journal.
         */
        get: operations["CompletenessController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was let run without a permit, and what its review came to */
        get: operations["BreakGlassController_list"];
        put?: never;
        /**
         * Let an artifact run in one place without a permit, for at most 24 hours
         * @description A person in the role `break_glass`. Signed, journaled, announced; the gate then allows with `break_glass`, and somebody else reviews it.
         */
        post: operations["BreakGlassController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/region-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tasks of your regions beside those of cases, first due first */
        get: operations["RegionTasksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/region-tasks/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a task of a region, with its outcome and a reason; journaled
         * @description In the role it waits for, and never by whom it is about.
         */
        post: operations["RegionTasksController_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest signed tree head of the region’s journal (C2SP tlog-checkpoint)
         * @description Text: origin, size, root; signed with Ed25519 as a C2SP note. Needs no token.
         */
        get: operations["LogController_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest signed tree head, where tools for C2SP logs look for it
         * @description Of the region that is served here; where there are several, name one.
         */
        get: operations["LogController_checkpointAtRoot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region}/log/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proof that the log of one checkpoint is the beginning of that of another */
        get: operations["LogController_consistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/events/{seq}/inclusion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proof that an event of a case is in the log of a checkpoint */
        get: operations["LogController_inclusion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs that wait, and those that died after many tries (`state=dead`) */
        get: operations["OperationsController_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a job tried again now; journaled */
        post: operations["OperationsController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a job off for good; journaled */
        post: operations["OperationsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/pauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is paused, by whom and why */
        get: operations["OperationsController_pauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a case, a stage or a kind of jobs; journaled
         * @description Withdrawing, suspending and revoking go on, and so do the timers that a permit rests on.
         */
        post: operations["OperationsController_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let go on what was paused; journaled */
        post: operations["OperationsController_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens in the regions you may read, as server-sent events
         * @description Each event once and in order, also over reconnects that send `Last-Event-ID`. Without it: from now on.
         */
        get: operations["EventsController_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened that you should know of, newest first */
        get: operations["NotificationsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark your notifications as read, of one case or all */
        post: operations["NotificationsController_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhook endpoints of the regions you administer; secrets never show */
        get: operations["WebhooksController_list"];
        put?: never;
        /** Add an endpoint; its secret is in this answer and never again */
        post: operations["WebhooksController_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an endpoint a new secret; the old one signs too for a day */
        post: operations["WebhooksController_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send to an endpoint again that was disabled */
        post: operations["WebhooksController_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove an endpoint and what waits for it */
        post: operations["WebhooksController_remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the events of a case again, under the ids they had */
        post: operations["WebhooksController_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SignInBody: {
            /** @example ana.ruiz */
            person: string;
            /** Format: password */
            password: string;
        };
        ProofBody: {
            /** Format: password */
            password: string;
        };
        PasswordBody: {
            /**
             * Format: password
             * @description The one you have
             */
            password: string;
            /**
             * Format: password
             * @description The one you want: 12 to 200 characters
             */
            wanted: string;
        };
        TokenBody: {
            /**
             * @description Service account; default you
             * @example ci-loans
             */
            person?: string;
            /** @example release pipeline */
            label: string;
            /** @description Default: wherever its person is */
            regions?: string[];
            /** @description What of its person’s powers it opens; default all of them */
            actions?: ("submit" | "read" | "upload" | "amend" | "decide" | "withdraw" | "deploy" | "retire" | "manage_people" | "audit" | "operate")[];
            /** @description Days until it ends */
            days: number;
        };
        CheckBody: {
            /** @description YAML or JSON text, or the manifest itself as JSON */
            manifest: string | {
                [key: string]: unknown;
            };
            /**
             * Format: date
             * @description Day the law is read on; default today
             */
            as_of?: string;
        };
        DraftFile: {
            /** @description What facts read from it are said to come from */
            name: string;
            /** @description The file; of a Parquet file the footer does, of a CSV file the header */
            content: string;
            /**
             * @default utf8
             * @enum {string}
             */
            encoding: "utf8" | "base64";
        };
        DraftBody: {
            files: components["schemas"]["DraftFile"][];
            /** @description Where the model is to run: `["EU-DE", "US-NY"]` */
            jurisdictions?: string[];
            /**
             * Format: date
             * @description Day whose law the questions are counted by; default today
             */
            as_of?: string;
        };
        SubmitBody: {
            /** @description YAML or JSON text, or the manifest itself as JSON */
            manifest: string | {
                [key: string]: unknown;
            };
            /** @description Default: every region served here that the manifest touches */
            regions?: string[];
        };
        AmendBody: {
            /** @description YAML or JSON text, or the manifest itself as JSON */
            manifest: string | {
                [key: string]: unknown;
            };
            /** @description Amends the cases of these regions only. A permit given elsewhere stands on what it was given for. Default: all */
            regions?: string[];
        };
        ReasonBody: {
            reason: string;
        };
        ReleaseBody: {
            /**
             * @description Whose; default: yours
             * @example carl
             */
            person?: string;
            reason?: string;
        };
        AssignBody: {
            /** @example carl */
            person: string;
            reason: string;
        };
        CommentBody: {
            /**
             * @description Plain text; `@id` tells somebody who works in the region
             * @example @carl the appendix lists two vendors, the manifest one
             */
            text: string;
            /** @description Rules whose findings it is about */
            rules?: string[];
        };
        StandInBody: {
            /** @example eu */
            region: string;
            reason: string;
            /**
             * @description Whose place; default: yours
             * @example cleo
             */
            person?: string;
            /** @example carl */
            stand_in: string;
            /** @description Default: every role in which the person decides */
            roles?: string[];
            /**
             * Format: date-time
             * @description Default: now
             */
            from?: string;
            /** Format: date-time */
            until: string;
        };
        DeedBody: {
            /** @example eu */
            region: string;
            reason: string;
        };
        EngagementBody: {
            /** @example eu */
            region: string;
            reason: string;
            /**
             * @description The auditor
             * @example audrey
             */
            person: string;
            /** @description Cases that may be looked at; default: every case of the period */
            cases?: string[];
            /**
             * Format: date
             * @description First day of the period that is audited: cases that were over before are left out
             */
            period_from?: string;
            /**
             * Format: date
             * @description Last day of the period that is audited: cases that began later are left out
             */
            period_until?: string;
            /**
             * Format: date-time
             * @description Default: now
             */
            from?: string;
            /**
             * Format: date-time
             * @description When the auditor’s access ends
             */
            until: string;
        };
        SampleBody: {
            /**
             * Format: date
             * @description First day of the period, UTC
             */
            from?: string;
            /**
             * Format: date
             * @description Last day of the period, UTC
             */
            until?: string;
            /**
             * @description What of a case has to lie in the period: it was there (`lived`, unless said), it began, it was decided on
             * @enum {string}
             */
            of?: "lived" | "opened" | "decided";
            /** @enum {string} */
            status?: "open" | "permitted" | "deployed" | "suspended" | "rejected" | "withdrawn" | "revoked" | "expired" | "retired";
            /**
             * @description What the law came to
             * @example allowed
             */
            outcome?: string;
            /**
             * @description A stage that it stands in
             * @example approval
             */
            stage?: string;
            /**
             * @description What you choose: new for each sample
             * @example audit-2026-q4-7f3a
             */
            nonce: string;
            size: number;
        };
        WorkProfileBody: {
            /** @example eu */
            region: string;
            reason: string;
            /**
             * @description Of whom; default: yourself
             * @example cleo
             */
            person?: string;
            /**
             * @description Default: the region’s
             * @example Europe/Lisbon
             */
            zone?: string;
            /**
             * @description 1 Monday to 7 Sunday; default: the region’s
             * @example [
             *       1,
             *       2,
             *       3,
             *       4
             *     ]
             */
            days?: number[];
            /** @example 08:00 */
            opens?: string;
            /** @example 16:00 */
            closes?: string;
            /**
             * @description Who is called in; default: none
             * @example carl
             */
            deputy?: string;
            /** @description Whether they lead the region (administrators); default: as it is */
            leads?: boolean;
        };
        ConditionBody: {
            text: string;
            /**
             * @description Person who has to meet it
             * @example ana.ruiz
             */
            owner: string;
            /** Format: date-time */
            due: string;
        };
        DecisionBody: {
            /** @example residency */
            stage: string;
            /**
             * @description The role in which you decide
             * @example compliance_officer
             */
            role: string;
            /** @enum {string} */
            kind: "approve" | "request_changes" | "reject" | "waive" | "suspend" | "resume" | "revoke" | "meet_condition" | "uphold" | "overturn" | "report_done";
            reason: string;
            /** @description The case's `seen` of the stage: what you looked at. Not for suspend, resume, revoke. */
            seen?: string;
            /** @description The rule that is waived, for `waive` */
            rule?: string;
            /**
             * Format: date-time
             * @description When the waiver ends, for `waive`
             */
            expires?: string;
            /** @description What an approval is given on; it falls, or the permit is suspended, when overdue */
            conditions?: components["schemas"]["ConditionBody"][];
            /** @description Rules whose findings a request for changes is about */
            findings?: string[];
            /** @description The condition that is met, for `meet_condition` */
            condition?: string;
            /** @description The incident, for `report_done` */
            incident?: string;
            /** @description The duty that is done, for `report_done` */
            duty?: string;
        };
        DeploymentBody: {
            /**
             * @description provider:region
             * @example aws:eu-central-1
             */
            cloud_region: string;
        };
        IncidentBody: {
            /**
             * @description A kind that the region knows
             * @example personal_data_breach
             */
            kind: string;
            /** @description What happened; no personal data */
            reason: string;
            /**
             * Format: date-time
             * @description When you became aware of it: deadlines run from there; now unless said
             */
            aware_at?: string;
        };
        DriftBody: {
            /** @example population_stability_index */
            metric: string;
            /** @example 0.31 */
            value: number;
            /**
             * @description The limit that was crossed
             * @example 0.25
             */
            threshold: number;
            reason: string;
        };
        GateBody: {
            /**
             * @description Digest of the artifact (`carnet digest`)
             * @example sha256:…
             */
            digest: string;
            /**
             * @description Default: every region you may read
             * @example eu
             */
            region?: string;
            /** @example aws:eu-central-1 */
            cloud_region?: string;
            /**
             * @example [
             *       "EU-DE"
             *     ]
             */
            jurisdictions?: string[];
            /** @example credit_scoring */
            use_case?: string;
            /**
             * Format: date-time
             * @description What your clock says; more than five minutes off denies
             */
            at?: string;
            /** @description Asks what the answer would be: it is neither counted nor journaled */
            dry_run?: boolean;
        };
        DeploymentReportBody: {
            /**
             * @description `moved`: other digest, place or number
             * @enum {string}
             */
            event: "started" | "moved" | "stopped";
            /** @example production */
            environment: string;
            /**
             * @description One runs under a name there
             * @example loan-default-api
             */
            name: string;
            /** @description The model as manifests name it (`model.name`) */
            model?: string;
            /**
             * @description `started` needs it
             * @example sha256:…
             */
            digest?: string;
            /**
             * @description `started` needs it
             * @example aws:eu-central-1
             */
            cloud_region?: string;
            /** @description Default: 1 */
            instances?: number;
        };
        SweepBody: {
            reason: string;
        };
        BreakGlassBody: {
            /** @example eu */
            region: string;
            reason: string;
            /** @example sha256:… */
            digest: string;
            /** @example aws:eu-central-1 */
            cloud_region: string;
            hours: number;
        };
        CloseBody: {
            /** @example eu */
            region: string;
            reason: string;
            /**
             * @description Break-glass was `justified` or `not_justified`
             * @enum {string}
             */
            outcome: "answered" | "justified" | "not_justified";
        };
        PauseBody: {
            /** @example eu */
            region: string;
            reason: string;
            /** @enum {string} */
            scope: "case" | "stage" | "queue";
            /** @description Id of the case, name of the stage, or kind of jobs */
            target: string;
        };
        ReadBody: {
            /** @description Those of this case only */
            case?: string;
        };
        WebhookBody: {
            /** @example eu */
            region: string;
            reason: string;
            /** @example https://hooks.example.org/carnet */
            url: string;
            /**
             * @description Types of journal events; without them, all of every case
             * @example [
             *       "PERMIT_ISSUED"
             *     ]
             */
            types?: string[];
        };
        ReplayBody: {
            /** @example eu */
            region: string;
            reason: string;
            /** @description Case whose events are sent again */
            case: string;
            /** @description First event; default the first of all */
            from_seq?: number;
        };
        Problem: {
            /** @example urn:carnet:problem:event-refused */
            type: string;
            title: string;
            status: number;
            /** @description What is wrong with this very request, for a person */
            detail: string;
            /**
             * @description Stable; for a program
             * @example ERR_EVENT_REFUSED
             */
            code: string;
            /** @description Finds the request in the log of the server */
            request_id: string;
            problems?: {
                path: string;
                message: string;
                line?: number | null;
                column?: number | null;
                hint?: string;
            }[];
        } & {
            [key: string]: unknown;
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "degraded";
            cells: {
                [key: string]: string;
            };
        };
        Regions: {
            items: {
                region: string;
                jurisdictions: string[];
                machine: {
                    id: string;
                    version: number;
                    title: string;
                    stages: string[];
                };
                pack: {
                    pack: string;
                    version: string;
                    sha256: string;
                    title: string;
                    not_legal_advice: string;
                };
                key: {
                    key_id: string;
                    public_key_pem: string;
                };
                seal: {
                    certificate: string;
                };
                log: {
                    vkey: string;
                    older: string[];
                };
            }[];
            next_cursor?: string | null;
        };
        Me: {
            person: {
                id: string;
                name: string;
            };
            token: string;
            regions: {
                [key: string]: {
                    roles: string[];
                    may: string[];
                };
            };
        };
        Session: {
            person: {
                id: string;
                name: string;
            };
            session: string;
            regions: {
                [key: string]: {
                    roles: string[];
                    may: string[];
                };
            };
            /** @description Every write in the session carries it as `X-Carnet-Csrf` */
            csrf: string;
            /**
             * Format: date-time
             * @description Deciding needs a proof that is younger than 5 minutes
             */
            proved_at: string;
            /** Format: date-time */
            expires_at: string;
            /** @description `password`, or `provider:` and the id of a provider */
            way: string;
        };
        SignInWays: {
            password: boolean;
            providers: {
                id: string;
                title: string;
            }[];
        };
        SignedOut: {
            done: boolean;
            /** @description Where to sign out at the provider, too */
            leave: string | null;
        };
        Ended: {
            done: boolean;
        };
        Sessions: {
            items: components["schemas"]["SessionItem"][];
            next_cursor?: string | null;
        };
        SessionItem: {
            id: string;
            user_agent: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            seen_at: string;
            /** Format: date-time */
            expires_at: string;
            current: boolean;
        };
        Tokens: {
            items: components["schemas"]["Token"][];
            next_cursor?: string | null;
        };
        Token: {
            id: string;
            person: string;
            /** @enum {string} */
            kind: "person" | "service";
            label: string;
            regions: string[];
            /** @description What of its person’s powers it opens; null for all */
            actions: string[] | null;
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            /** Format: date-time */
            expires_at: string;
            /** @description To the minute */
            last_used_at: string | null;
        };
        NewToken: {
            id: string;
            person: string;
            /** @enum {string} */
            kind: "person" | "service";
            label: string;
            regions: string[];
            /** @description What of its person’s powers it opens; null for all */
            actions: string[] | null;
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            /** Format: date-time */
            expires_at: string;
            /** @description To the minute */
            last_used_at: string | null;
            /** @description The secret, told this once */
            token: string;
        };
        /** @description As `carnet check --json` prints it */
        CheckReport: {
            /** Format: date */
            asOf: string;
            outcomes: {
                [key: string]: "blocked" | "unknown" | "conditional" | "allowed";
            };
            regions: {
                [key: string]: "blocked" | "unknown" | "conditional" | "allowed";
            };
            findings: {
                rule: string;
                jurisdiction: string;
                region: string;
                /** @enum {string} */
                finding: "blocked" | "unknown" | "open" | "warning" | "upcoming" | "exempt" | "met" | "not_applicable";
                title: string;
                citation: string;
                /** @description Link to the text of law */
                source: string;
                facts: {
                    /** @description Where it stands: `data.locations[0].region` */
                    fact: string;
                    operator: string;
                    /** @description What was stated; absent when nobody stated it */
                    value?: unknown;
                    expected?: unknown;
                    /** @enum {string} */
                    truth: "true" | "false" | "unknown";
                }[];
                because: string[];
                missing: string[];
                exception: {
                    id: string;
                    citation: string;
                    text: string;
                } | null;
                remedy: string;
                ways?: {
                    changes: {
                        kind: string;
                        target: string;
                        values: unknown[];
                        text: string;
                    }[];
                    /** @description What is open then and was not before */
                    brings: string[];
                }[];
                /** Format: date */
                from: string;
                factor?: string;
                costOfSkipping?: string;
            }[];
        };
        Policies: {
            items: components["schemas"]["Policy"][];
            next_cursor?: string | null;
        };
        TempoOverview: {
            period: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            };
            items: {
                region: string;
                calendar: {
                    title: string;
                    zone: string;
                    day_ms: number;
                };
                started: number;
                permitted: number;
                turned_down: number;
                /** @description Permits a week */
                throughput: number;
                lead: {
                    n: number;
                    p50: number;
                    p85: number;
                    p95: number;
                    mean: number;
                    total: number;
                } | null;
                lead_working: {
                    n: number;
                    p50: number;
                    p85: number;
                    p95: number;
                    mean: number;
                    total: number;
                } | null;
                first_pass: number | null;
                rework: number | null;
                flow_efficiency: {
                    share: number;
                    cases: number;
                } | null;
                on_time: number | null;
                under_way: {
                    cases: number;
                    age: {
                        n: number;
                        p50: number;
                        p85: number;
                        p95: number;
                        mean: number;
                        total: number;
                    } | null;
                };
                delivery: {
                    lead_to_running: {
                        n: number;
                        p50: number;
                        p85: number;
                        p95: number;
                        mean: number;
                        total: number;
                    } | null;
                    frequency: number;
                    failed: number | null;
                };
            }[];
        };
        TempoWaiting: {
            period: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            };
            by: string;
            items: {
                key: string;
                cases: number;
                elapsed: {
                    n: number;
                    p50: number;
                    p85: number;
                    p95: number;
                    mean: number;
                    total: number;
                };
                working: {
                    n: number;
                    p50: number;
                    p85: number;
                    p95: number;
                    mean: number;
                    total: number;
                };
                again: number;
                on_time: number;
            }[];
        };
        TempoComparison: {
            a: string;
            b: string;
            items: {
                measure: string;
                n: {
                    a: number;
                    b: number;
                };
                a: number | null;
                b: number | null;
                difference: {
                    value: number;
                    low: number;
                    high: number;
                } | null;
                differs: boolean;
            }[];
        };
        TempoCauses: {
            period: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            };
            compared_with: string | null;
            items: {
                /** @example factor:data */
                key: string;
                cases: number;
                others: number;
                effect: {
                    value: number;
                    low: number;
                    high: number;
                } | null;
                slows: boolean;
                most_in: {
                    stage: string;
                    waits_on: string;
                    working_ms: number;
                } | null;
                questions: {
                    rule: string;
                    cases: number;
                    title: string;
                }[];
            }[];
        };
        TempoRules: {
            period: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            };
            items: {
                rule: string;
                title: string;
                instrument: string;
                cases: number;
                working_ms: number;
                share_ms: number;
                median_share_ms: number;
                changed: {
                    amended: number;
                    waived: number;
                    blocked: number;
                    share: number;
                };
            }[];
        };
        TempoQueues: {
            period: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            };
            constraint: string | null;
            items: {
                role: string;
                waits_on: string;
                length: number;
                open_now: number;
                oldest_ms: number | null;
                arrivals: number;
                done: number;
                people: number;
                wait: {
                    n: number;
                    p50: number;
                    p85: number;
                    p95: number;
                    mean: number;
                    total: number;
                } | null;
            }[];
        };
        TempoWhatIf: {
            period: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            };
            change: {
                kind: string;
                role?: string;
                more?: number;
                days?: number;
                rule?: string;
            };
            result: {
                cases: number;
                /** @description Milliseconds from request to permit */
                before: {
                    p50: number;
                    p85: number;
                };
                after: {
                    p50: number;
                    p85: number;
                };
                saved_median: {
                    value: number;
                    low: number;
                    high: number;
                };
                saved_mean: {
                    value: number;
                    low: number;
                    high: number;
                };
            } | null;
        };
        TempoForecasts: {
            fewest: number;
            items: {
                region: string;
                calibration: {
                    forecasts: number;
                    within: {
                        p50: number;
                        p80: number;
                        p95: number;
                    };
                } | null;
                cases: {
                    case_id: string;
                    stage: string;
                    in_stage_ms: number;
                    similar: number;
                    /** @enum {string} */
                    likeness: "use_case" | "region" | "none";
                    by: {
                        /** Format: date-time */
                        p50: string;
                        /** Format: date-time */
                        p80: string;
                        /** Format: date-time */
                        p95: string;
                    } | null;
                }[];
            }[];
        };
        TempoFlow: {
            period: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            };
            points: {
                /** Format: date */
                day: string;
                requested: number;
                assessed: number;
                permitted: number;
                running: number;
                turned_down: number;
            }[];
            finished: {
                case_id: string;
                region: string;
                model: string;
                /** Format: date-time */
                permit_at: string;
                lead_ms: number;
                rework: number;
            }[];
            ageing: {
                case_id: string;
                region: string;
                model: string;
                stages: string[];
                age_ms: number;
                older_than: number | null;
            }[];
            rework: {
                stage: string;
                role: string;
                sent_back: number;
                decided: number;
                again: {
                    n: number;
                    p50: number;
                    p85: number;
                    p95: number;
                    mean: number;
                    total: number;
                } | null;
            }[];
        };
        TempoRebuilt: {
            region: string;
            events: number;
            cases: number;
            took_ms: number;
        };
        Population: {
            region: string;
            query: {
                [key: string]: string;
            };
            count: number;
            /** @description Over the ids in byte order, each followed by a newline */
            sha256: string;
            checkpoint: {
                origin: string;
                size: number;
                /** @description Base64 */
                root: string;
                note: string;
            };
        };
        Sample: {
            region: string;
            query: {
                [key: string]: string;
            };
            count: number;
            /** @description Over the ids in byte order, each followed by a newline */
            sha256: string;
            checkpoint: {
                origin: string;
                size: number;
                /** @description Base64 */
                root: string;
                note: string;
            };
            id: string;
            nonce: string;
            size: number;
            seed: string;
            cases: string[];
        };
        Engagements: {
            items: components["schemas"]["Engagement"][];
            next_cursor?: string | null;
        };
        Engagement: {
            id: string;
            region: string;
            person: string;
            /** @description Null: every case of the period */
            cases: string[] | null;
            /** @description First day that is audited */
            period_from: string | null;
            /** @description Last day that is audited */
            period_until: string | null;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            reason: string;
            created_by: string;
            ended_at: string | null;
        };
        Policy: {
            pack: string;
            /** @enum {string} */
            kind: "law" | "readiness";
            version: string;
            sha256: string;
            title: string;
            jurisdictions: string[];
            /** Format: date */
            published_at: string;
            not_legal_advice: string;
            overlays: {
                name: string;
                version: string;
                sha256: string;
            }[];
            rules: {
                rule: string;
                version: number;
                title: string;
                statement: string;
                jurisdiction: string;
                instrument: string;
                citation: string;
                source: string;
                effect: string;
                /** @enum {string} */
                severity: "critical" | "high" | "medium" | "low";
                stage: string;
                factor: string;
                /** Format: date */
                from: string;
                until: string | null;
                /** @description CEL */
                condition: string;
                documents: string[];
                approvals: string[];
                exceptions: {
                    id: string;
                    at: string;
                    text: string;
                }[];
                remedy: string | null;
                penalty: string | null;
                review: {
                    /** Format: date */
                    last: string;
                    level: string;
                    recheck: boolean;
                };
                /** @description Examples that prove it */
                cases: number;
            }[];
        };
        Reference: {
            documents: {
                id: string;
                title: string;
                owner: string;
                legal_basis: string;
            }[];
            roles: {
                id: string;
                title: string;
            }[];
            jurisdictions: {
                id: string;
                title: string;
            }[];
        };
        Finding: {
            rule: string;
            jurisdiction: string;
            region: string;
            /** @enum {string} */
            finding: "blocked" | "unknown" | "open" | "warning" | "upcoming" | "exempt" | "met" | "not_applicable";
            title: string;
            citation: string;
            /** @description Link to the text of law */
            source: string;
            facts: {
                /** @description Where it stands: `data.locations[0].region` */
                fact: string;
                operator: string;
                /** @description What was stated; absent when nobody stated it */
                value?: unknown;
                expected?: unknown;
                /** @enum {string} */
                truth: "true" | "false" | "unknown";
            }[];
            because: string[];
            missing: string[];
            exception: {
                id: string;
                citation: string;
                text: string;
            } | null;
            remedy: string;
            ways?: {
                changes: {
                    kind: string;
                    target: string;
                    values: unknown[];
                    text: string;
                }[];
                /** @description What is open then and was not before */
                brings: string[];
            }[];
            /** Format: date */
            from: string;
            version: number;
            instrument: string;
            statement: string;
            effect: string;
            /** @enum {string} */
            severity: "critical" | "high" | "medium" | "low";
            stage: string;
            factor: string;
            lacks: {
                documents: string[];
                approvals: string[];
                facts: string[];
                conditions: string[];
            };
            documents: string[];
            approvals: string[];
            review_every: string | null;
            review: {
                /** Format: date */
                last: string;
                level: string;
                recheck: boolean;
            };
            cost_of_skipping?: string;
        };
        Draft: {
            /** @description YAML with comments; a check reads it as it stands */
            manifest: string;
            facts: {
                path: string;
                value: unknown;
                source: string;
                proposal: boolean;
            }[];
            questions: {
                fact: string;
                meaning: string;
                decides: number;
                values: string[] | null;
                list: boolean;
                needed: boolean;
            }[];
            sources: {
                name: string;
                kind: string;
            }[];
            warnings: {
                path: string;
                message: string;
                hint: string;
            }[];
        };
        Request: {
            id: string;
            model: {
                name: string;
                version: string;
            };
            requester: string;
            regions: string[];
            /** Format: date-time */
            submitted_at: string;
            cases: {
                id: string;
                request_id: string;
                region: string;
                model: {
                    name: string;
                    version: string;
                };
                requester: string;
                /** @enum {string} */
                status: "open" | "permitted" | "deployed" | "suspended" | "rejected" | "withdrawn" | "revoked" | "expired" | "retired";
                stages: string[];
                /** @enum {string} */
                outcome: "blocked" | "unknown" | "conditional" | "allowed";
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                updated_at: string;
            }[];
        };
        Requests: {
            items: components["schemas"]["Request"][];
            next_cursor?: string | null;
        };
        CaseItem: {
            id: string;
            request_id: string;
            region: string;
            model: {
                name: string;
                version: string;
            };
            requester: string;
            /** @enum {string} */
            status: "open" | "permitted" | "deployed" | "suspended" | "rejected" | "withdrawn" | "revoked" | "expired" | "retired";
            stages: string[];
            /** @enum {string} */
            outcome: "blocked" | "unknown" | "conditional" | "allowed";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        Cases: {
            items: components["schemas"]["CaseItem"][];
            next_cursor?: string | null;
        };
        Case: {
            id: string;
            request_id: string;
            region: string;
            model: {
                name: string;
                version: string;
                artifact_sha256: string | null;
            };
            requester: string;
            /** @enum {string} */
            status: "open" | "permitted" | "deployed" | "suspended" | "rejected" | "withdrawn" | "revoked" | "expired" | "retired";
            stages: string[];
            /** @enum {string} */
            outcome: "blocked" | "unknown" | "conditional" | "allowed";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            team: string[];
            manifest_sha256: string;
            machine: {
                id: string;
                version: number;
            };
            /** Format: date */
            as_of: string;
            packs: {
                pack: string;
                version: string;
                sha256: string;
                overlays?: {
                    name: string;
                    version: string;
                    sha256: string;
                }[];
                keeps?: {
                    version: string;
                    rules: string[];
                }[];
            }[];
            stage_records: {
                [key: string]: {
                    needs: {
                        role: string;
                        quorum: number;
                        own: boolean;
                    }[];
                    approvals: {
                        decision: string;
                        by: string;
                        role: string;
                        seen: string;
                        /** Format: date-time */
                        at: string;
                    }[];
                    changes: {
                        [key: string]: unknown;
                    } | null;
                    skipped: boolean;
                };
            };
            /** @description Per stage: the hash of what its deciders are shown; a decision names it */
            seen: {
                [key: string]: string;
            };
            documents: {
                document: string;
                sha256: string;
                evidence: string;
            }[];
            waivers: {
                rule: string;
                decision: string;
                by: string;
                role: string;
                /** Format: date-time */
                expires: string;
            }[];
            conditions: {
                id: string;
                text: string;
                owner: string;
                /** Format: date-time */
                due: string;
                decision: string;
                stage: string;
                role: string;
                within: string;
                met: {
                    by: string;
                    /** Format: date-time */
                    at: string;
                    decision: string;
                } | null;
                overdue: boolean;
            }[];
            incidents: {
                id: string;
                kind: string;
                by: string;
                /** Format: date-time */
                at: string;
                /** Format: date-time */
                aware: string;
                duties: {
                    id: string;
                    title: string;
                    role: string;
                    /** Format: date-time */
                    due: string;
                    citation: string;
                    within: string;
                    done: string | null;
                }[];
            }[];
            rejection: {
                decision: string;
                stage: string;
                by: string;
                /** Format: date-time */
                at: string;
                appealed: string | null;
            } | null;
            permit: {
                id: string;
                sha256: string;
                /** Format: date-time */
                issued_at: string;
                /** Format: date-time */
                expires_at: string;
            } | null;
            deployment: {
                cloud_region: string;
                /** Format: date-time */
                at: string;
            } | null;
            paused: {
                /** @enum {string} */
                scope: "case" | "stage" | "queue";
                target: string;
                reason: string;
                by: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** @description Events that the case takes now from people */
            possible: string[];
            seq: number;
            tail: string;
        };
        Findings: {
            items: components["schemas"]["Finding"][];
            next_cursor?: string | null;
        };
        Task: {
            id: string;
            case_id: string;
            region: string;
            key: string;
            stage: string;
            title: string;
            factor: string;
            kind: string;
            role: string;
            quorum: number;
            given: number;
            holders: {
                person: string;
                /** Format: date-time */
                since: string;
                assigned_by: string;
            }[];
            model: {
                name: string;
                version: string;
            };
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            due_at: string;
            closed_at: string | null;
            /** @description Before whom it was brought last because it is overdue */
            escalated: ("remind" | "deputy" | "lead") | null;
            because: {
                from?: {
                    pack: string;
                    version: string;
                    sha256: string;
                    overlays?: {
                        name: string;
                        version: string;
                        sha256: string;
                    }[];
                    keeps?: {
                        version: string;
                        rules: string[];
                    }[];
                }[];
                packs: {
                    pack: string;
                    version: string;
                    sha256: string;
                    overlays?: {
                        name: string;
                        version: string;
                        sha256: string;
                    }[];
                    keeps?: {
                        version: string;
                        rules: string[];
                    }[];
                }[];
                /** @description Rules that newly stand in the way */
                rules: string[];
                /** @description What the law of the case and the newer one find otherwise, rule by rule */
                differences?: {
                    rule: string;
                    title: string;
                    citation: string;
                    before: {
                        version: number;
                        /** @enum {string} */
                        finding: "blocked" | "unknown" | "open" | "warning" | "upcoming" | "exempt" | "met" | "not_applicable";
                        missing: string[];
                    } | null;
                    after: {
                        version: number;
                        /** @enum {string} */
                        finding: "blocked" | "unknown" | "open" | "warning" | "upcoming" | "exempt" | "met" | "not_applicable";
                        missing: string[];
                    } | null;
                }[];
            } | null;
            /** @description Hash of `shown`; a decision in this stage names it */
            seen?: string | null;
            /** @description What a decision in this stage covers */
            shown?: {
                [key: string]: unknown;
            } | null;
        };
        Tasks: {
            items: components["schemas"]["Task"][];
            next_cursor?: string | null;
        };
        InboxCounts: {
            all: number;
            mine: number;
            unclaimed: number;
            overdue: number;
        };
        Comment: {
            id: string;
            case_id: string;
            seq: number;
            person: {
                id: string;
                name: string;
            };
            /** Format: date-time */
            at: string;
            /** @description Null once erased */
            text: string | null;
            rules: string[];
            mentions: string[];
        };
        Comments: {
            items: components["schemas"]["Comment"][];
            next_cursor?: string | null;
        };
        StandIn: {
            id: string;
            region: string;
            person: string;
            stand_in: string;
            /** @description Empty: every role in which the person decides */
            roles: string[];
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            reason: string;
            created_by: string;
        };
        StandIns: {
            items: components["schemas"]["StandIn"][];
            next_cursor?: string | null;
        };
        WorkProfile: {
            region: string;
            person: string;
            /** @description Null here and below: as the calendar of the region says */
            zone: string | null;
            days: number[] | null;
            opens: string | null;
            closes: string | null;
            deputy: string | null;
            leads: boolean;
        };
        WorkProfiles: {
            items: components["schemas"]["WorkProfile"][];
            next_cursor?: string | null;
        };
        Decisions: {
            items: {
                id: string;
                case_id: string;
                seq: number;
                stage: string;
                role: string;
                kind: string;
                person: {
                    id: string;
                    name: string;
                };
                stands_in_for: string | null;
                reason: string;
                rule: string | null;
                expires_at: string | null;
                seen: string | null;
                /** Format: date-time */
                decided_at: string;
                voided_seq: number | null;
            }[];
            next_cursor?: string | null;
        };
        Events: {
            items: {
                subject: string;
                seq: number;
                /** Format: date-time */
                at: string;
                actor: string;
                type: string;
                schema_version: number;
                payload: {
                    [key: string]: unknown;
                };
                prev: string;
                hash: string;
            }[];
            next_cursor?: string | null;
        };
        Evidence: {
            id: string;
            case_id: string;
            document: string;
            file_name: string;
            media_type: string;
            size_bytes: number;
            sha256: string;
            uploaded_by: string;
            /** Format: date-time */
            uploaded_at: string;
            superseded_by: string | null;
        };
        EvidenceList: {
            items: components["schemas"]["Evidence"][];
            next_cursor?: string | null;
        };
        Jobs: {
            items: {
                region: string;
                id: string;
                kind: string;
                key: string;
                case_id: string | null;
                /** @enum {string} */
                state: "waiting" | "dead";
                /** Format: date-time */
                run_at: string;
                attempts: number;
                last_error: string | null;
                died_at: string | null;
                leased: boolean;
            }[];
            next_cursor?: string | null;
        };
        Pauses: {
            items: {
                /** @enum {string} */
                scope: "case" | "stage" | "queue";
                target: string;
                reason: string;
                by: string;
                /** Format: date-time */
                at: string;
            }[];
            next_cursor?: string | null;
        };
        Notifications: {
            items: {
                id: string;
                region: string;
                case_id: string | null;
                seq: number;
                type: string;
                /** Format: date-time */
                at: string;
                read_at: string | null;
                link: string;
            }[];
            next_cursor?: string | null;
        };
        Webhooks: {
            items: components["schemas"]["Webhook"][];
            next_cursor?: string | null;
        };
        Webhook: {
            region: string;
            id: string;
            url: string;
            types: string[];
            created_by: string;
            /** Format: date-time */
            created_at: string;
            failing_since: string | null;
            disabled_at: string | null;
            disabled_why: string | null;
        };
        WebhookSecret: {
            region: string;
            id: string;
            /** @description Shown this once; null when the call is an answer given again */
            secret: string | null;
        };
        Done: {
            region: string;
            done: boolean;
        };
        /** @description DSSE envelope around an in-toto Statement */
        Permit: {
            payloadType: string;
            payload: string;
            signatures: {
                keyid: string;
                sig: string;
            }[];
        };
        GateDecision: {
            /** @enum {string} */
            decision: "allow" | "deny";
            artifact: string;
            region: string | null;
            cloud_region: string | null;
            /** Format: date-time */
            at: string;
            reasons: {
                /** @example permit_revoked */
                code: string;
                detail: string;
            }[];
            permit: string | null;
            case: string | null;
            /** @description Set where it is let run without a permit, and until when */
            break_glass: {
                id: string;
                /** Format: date-time */
                expires_at: string;
            } | null;
            expires_at: string | null;
            conditions: string[];
            standing: {
                case: string;
                status: string;
                stages: string[];
                missing: {
                    rule: string;
                    finding: string;
                    remedy: string;
                }[];
            } | null;
            signed: {
                payloadType: string;
                payload: string;
                signatures: {
                    keyid: string;
                    sig: string;
                }[];
            } | null;
        };
        Deployment: {
            id: string;
            region: string;
            environment: string;
            name: string;
            model: string | null;
            artifact: string;
            cloud_region: string;
            instances: number;
            /** Format: date-time */
            started_at: string;
            /**
             * Format: date-time
             * @description Since when it runs this artifact in this cloud region
             */
            since: string;
            reported_by: string;
            /** Format: date-time */
            reported_at: string;
            /** @description Event of the region’s journal that holds the newest report */
            seq: number;
            stopped_at: string | null;
        };
        Deployments: {
            items: {
                id: string;
                region: string;
                environment: string;
                name: string;
                model: string | null;
                artifact: string;
                cloud_region: string;
                instances: number;
                /** Format: date-time */
                started_at: string;
                /**
                 * Format: date-time
                 * @description Since when it runs this artifact in this cloud region
                 */
                since: string;
                reported_by: string;
                /** Format: date-time */
                reported_at: string;
                /** @description Event of the region’s journal that holds the newest report */
                seq: number;
                stopped_at: string | null;
                /** @description Why no permit covers it; null when one does */
                stray: {
                    id: string;
                    /** @example cloud_region_not_permitted */
                    code: string;
                    detail: string;
                    artifact: string;
                    cloud_region: string;
                    permit: string | null;
                    case: string | null;
                    incident: string | null;
                    /** Format: date-time */
                    found_at: string;
                } | null;
            }[];
            next_cursor?: string | null;
        };
        Swept: {
            region: string;
            looked: number;
            found: number;
            resolved: number;
        };
        Completeness: {
            region: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: date-time */
            at: string;
            swept_at: string | null;
            counts: {
                runs: number;
                answers: number;
                permits: number;
                holes: number;
            };
            runs: {
                deployment: string;
                environment: string;
                name: string;
                artifact: string;
                cloud_region: string;
                /** @description Event of the region’s journal that reports it */
                seq: number;
                /** Format: date-time */
                from: string;
                until: string | null;
                answer: ("allow" | "deny") | null;
                answered_at: string | null;
                permit_named: string | null;
                stray: string | null;
                permit: {
                    id: string;
                    case_id: string;
                    /** @description Event of its case that says it was issued */
                    issued_seq: number | null;
                    /** @description Approvals that stood then */
                    decisions: number;
                    /** @description Those of them that the journal holds */
                    journaled: number;
                } | null;
            }[];
            permits: {
                id: string;
                case_id: string;
                /** @description Event of its case that says it was issued */
                issued_seq: number | null;
                /** @description Approvals that stood then */
                decisions: number;
                /** @description Those of them that the journal holds */
                journaled: number;
            }[];
            holes: {
                /** @example gate_not_asked */
                code: string;
                detail: string;
                deployment: string | null;
                permit: string | null;
            }[];
        };
        Opening: {
            id: string;
            region: string;
            artifact: string;
            cloud_region: string;
            case: string | null;
            person: string;
            reason: string;
            /** Format: date-time */
            given_at: string;
            /** Format: date-time */
            expires_at: string;
            /** @description Null while it is open */
            review: {
                outcome: string;
                by: string | null;
            } | null;
        };
        Openings: {
            items: components["schemas"]["Opening"][];
            next_cursor?: string | null;
        };
        RegionTask: {
            id: string;
            region: string;
            /** @enum {string} */
            kind: "stray" | "break_glass";
            about: string;
            case: string | null;
            title: string;
            role: string;
            /** @description People who may not close it */
            barred: string[];
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            due_at: string;
            closed_at: string | null;
            closed_by: string | null;
            closed_how: string | null;
            closed_reason: string | null;
        };
        RegionTasks: {
            items: components["schemas"]["RegionTask"][];
            next_cursor?: string | null;
        };
        Inclusion: {
            subject: string;
            seq: number;
            index: number;
            size: number;
            /** @description Hash of the event: the data of the leaf */
            event: string;
            /** @description Hashes in base64, as RFC 6962 orders them */
            proof: string[];
            checkpoint: string;
        };
        Consistency: {
            from: number;
            to: number;
            /** @description Hashes in base64, as RFC 6962 orders them */
            proof: string[];
            checkpoint: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    HealthController_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RegionsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Regions"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_prove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OutsideSignInController_ways: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInWays"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OutsideSignInController_signIn: {
        parameters: {
            query?: {
                /** @description Page to go on with afterwards */
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go on at `Location` */
            303: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OutsideSignInController_prove: {
        parameters: {
            query?: {
                /** @description Page to go on with afterwards */
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go on at `Location` */
            303: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OutsideSignInController_comeBack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go on at `Location` */
            303: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TokensController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TokensController_make: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TokensController_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChecksController_check: {
        parameters: {
            query?: {
                /** @description Whether findings say what would make them pass; takes longer */
                ways?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckReport"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PoliciesController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policies"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PoliciesController_reference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reference"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OutlinesController_outline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DraftsController_draft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestsController_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Requests"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestsController_submit: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitBody"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestsController_manifest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestsController_amend: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AmendBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestsController_withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TasksController_inbox: {
        parameters: {
            query?: {
                /** @description Who is on it */
                held?: "me" | "nobody";
                region?: string;
                role?: string;
                stage?: string;
                /** @description Only tasks of this case */
                case?: string;
                /** @description Only what is overdue */
                overdue?: "true" | "false";
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tasks"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TasksController_counts: {
        parameters: {
            query?: {
                region?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxCounts"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TasksController_claim: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TasksController_release: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TasksController_assign: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CommentsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comments"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CommentsController_add: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StandInsController_list: {
        parameters: {
            query?: {
                region?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandIns"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StandInsController_set: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandInBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandIn"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StandInsController_end: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeedBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EngagementsController_list: {
        parameters: {
            query?: {
                region?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Engagements"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EngagementsController_open: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EngagementBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Engagement"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EngagementsController_end: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeedBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuditsController_population: {
        parameters: {
            query?: {
                /** @description First day of the period, UTC */
                from?: string;
                /** @description Last day of the period, UTC */
                until?: string;
                /** @description What of a case has to lie in the period: it was there (`lived`, unless said), it began, it was decided on */
                of?: "lived" | "opened" | "decided";
                status?: "open" | "permitted" | "deployed" | "suspended" | "rejected" | "withdrawn" | "revoked" | "expired" | "retired";
                /** @description What the law came to */
                outcome?: string;
                /** @description A stage that it stands in */
                stage?: string;
            };
            header?: never;
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Population"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuditsController_cases: {
        parameters: {
            query?: {
                /** @description First day of the period, UTC */
                from?: string;
                /** @description Last day of the period, UTC */
                until?: string;
                /** @description What of a case has to lie in the period: it was there (`lived`, unless said), it began, it was decided on */
                of?: "lived" | "opened" | "decided";
                status?: "open" | "permitted" | "deployed" | "suspended" | "rejected" | "withdrawn" | "revoked" | "expired" | "retired";
                /** @description What the law came to */
                outcome?: string;
                /** @description A stage that it stands in */
                stage?: string;
            };
            header?: never;
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuditsController_sample: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SampleBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sample"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuditsController_export: {
        parameters: {
            query?: {
                /** @description First day of the period, UTC */
                from?: string;
                /** @description Last day of the period, UTC */
                until?: string;
                /** @description What of a case has to lie in the period: it was there (`lived`, unless said), it began, it was decided on */
                of?: "lived" | "opened" | "decided";
                status?: "open" | "permitted" | "deployed" | "suspended" | "rejected" | "withdrawn" | "revoked" | "expired" | "retired";
                /** @description What the law came to */
                outcome?: string;
                /** @description A stage that it stands in */
                stage?: string;
                /** @description Only a sample of the cases: what you choose */
                nonce?: string;
                /** @description Only a sample: how many cases */
                size?: number;
            };
            header?: never;
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WorkProfilesController_list: {
        parameters: {
            query?: {
                region?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkProfiles"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WorkProfilesController_set: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkProfileBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkProfile"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CasesController_list: {
        parameters: {
            query?: {
                region?: string;
                status?: "open" | "permitted" | "deployed" | "suspended" | "rejected" | "withdrawn" | "revoked" | "expired" | "retired";
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cases"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CasesController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CasesController_findings: {
        parameters: {
            query?: {
                /** @description Whether findings say what would make them pass; takes longer */
                ways?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Findings"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CasesController_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tasks"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CasesController_events: {
        parameters: {
            query?: {
                /** @description Last sequence number you have */
                after?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Events"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decisions"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_decide: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_deploy: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_appeal: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_incident: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_drift: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DriftBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_retire: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EvidenceController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceList"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EvidenceController_upload: {
        parameters: {
            query: {
                /** @description Id of the document this is, as findings name it */
                document: string;
                file_name: string;
            };
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description The bytes of the file */
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/pdf": string;
                "*/*": string;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EvidenceController_download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                evidence: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PackController_pack: {
        parameters: {
            query?: {
                /** @description Of its wording; default: `en` */
                language?: "en" | "de";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AssessmentResultsController_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PermitsController_permit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Permit"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RevocationsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Permit"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    GateController_decide: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GateBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateDecision"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_overview: {
        parameters: {
            query?: {
                /** @description Default: every region you may read */
                region?: string;
                /** @description First day; default: a year ago */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoOverview"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_waiting: {
        parameters: {
            query: {
                /** @description Default: every region you may read */
                region?: string;
                /** @description First day; default: a year ago */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
                by: "region" | "stage" | "role" | "waits_on" | "kind" | "factor" | "rule" | "instrument" | "document" | "team" | "model" | "algorithm" | "use_case" | "month";
                /** @description Only turns of which this holds, as `dimension:value`; may come several times */
                where?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoWaiting"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_comparison: {
        parameters: {
            query: {
                /** @description Default: every region you may read */
                region?: string;
                /** @description First day; default: a year ago */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
                /** @description What is held against `region` and the period: a region, or a period `2025-01-01..2025-12-31` */
                with: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoComparison"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_causes: {
        parameters: {
            query?: {
                /** @description Default: every region you may read */
                region?: string;
                /** @description First day; default: a year ago */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoCauses"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_rules: {
        parameters: {
            query?: {
                /** @description Default: every region you may read */
                region?: string;
                /** @description First day; default: a year ago */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoRules"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_queues: {
        parameters: {
            query?: {
                /** @description Default: every region you may read */
                region?: string;
                /** @description First day; default: a year ago */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoQueues"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_whatIf: {
        parameters: {
            query: {
                /** @description Default: every region you may read */
                region?: string;
                /** @description First day; default: a year ago */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
                change: "people" | "documents_earlier" | "evidence_reused";
                /** @description Of `people` */
                role?: string;
                /** @description How many people more */
                more?: number;
                /** @description How many days earlier */
                days?: number;
                /** @description Of `evidence_reused` */
                rule?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoWhatIf"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_forecasts: {
        parameters: {
            query?: {
                /** @description Default: every region you may read */
                region?: string;
                /** @description First day; default: a year ago */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoForecasts"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_flow: {
        parameters: {
            query?: {
                /** @description Default: every region you may read */
                region?: string;
                /** @description First day; default: a year ago */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoFlow"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoController_rebuild: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TempoRebuilt"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TempoReportController_report: {
        parameters: {
            query: {
                /** @description The month, by UTC */
                month: string;
                /** @description Default: every region you may read, side by side */
                region?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeploymentsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployments"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeploymentsController_report: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentReportBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeploymentsController_sweep: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SweepBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Swept"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CompletenessController_read: {
        parameters: {
            query?: {
                /** @description Default: a year ago */
                from?: string;
                /** @description Default: now */
                to?: string;
            };
            header?: never;
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Completeness"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BreakGlassController_list: {
        parameters: {
            query?: {
                region?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Openings"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BreakGlassController_open: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BreakGlassBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opening"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RegionTasksController_list: {
        parameters: {
            query?: {
                region?: string;
                /** @description Default: open */
                state?: "open" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegionTasks"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RegionTasksController_close: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegionTask"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_checkpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_checkpointAtRoot: {
        parameters: {
            query?: {
                /** @description Region; needed where several are served */
                region?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_consistency: {
        parameters: {
            query: {
                /** @description Size of the checkpoint that you hold */
                from: number;
                /** @description Size of the other; default: newest */
                to?: number;
            };
            header?: never;
            path: {
                region: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consistency"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_inclusion: {
        parameters: {
            query?: {
                /** @description Size of the checkpoint; default: the newest */
                size?: number;
            };
            header?: never;
            path: {
                id: string;
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inclusion"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationsController_jobs: {
        parameters: {
            query?: {
                region?: string;
                state?: "waiting" | "dead";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jobs"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationsController_retry: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeedBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationsController_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeedBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationsController_pauses: {
        parameters: {
            query?: {
                region?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pauses"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationsController_pause: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationsController_resume: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EventsController_events: {
        parameters: {
            query?: {
                /** @description This region only */
                region?: string;
                /** @description This case only */
                case?: string;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    NotificationsController_list: {
        parameters: {
            query?: {
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notifications"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    NotificationsController_read: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhooksController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhooksController_add: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhooksController_rotate: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeedBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhooksController_enable: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeedBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhooksController_remove: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeedBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhooksController_replay: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each intention; the same again within seven days gives the first answer and changes nothing */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true` when this is the answer of an earlier request */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

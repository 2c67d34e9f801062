import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CasesController } from './cases/cases.controller.ts';
import { CasesService } from './cases/cases.service.ts';
import { CaseReadingService } from './cases/case-reading.service.ts';
import { DecisionsController } from './cases/decisions.controller.ts';
import { Engines } from './cases/engines.ts';
import {
  CATALOG,
  CONFIG,
  PUBLIC_KEYS,
  SIGNING_KEYS,
  SWEEPS,
  TEMPO_GROUNDS,
  LOG_KEYS,
  REGION_DEFINITIONS,
  SEALS,
  WEBHOOK_KEYS,
} from './common/injection.ts';
import type { CarnetConfig } from './config/config.types.ts';
import { Cells } from './database/cells.ts';
import { AssessmentResultsController } from './evidence/assessment-results.controller.ts';
import { EvidenceController } from './evidence/evidence.controller.ts';
import { EvidenceService } from './evidence/evidence.service.ts';
import { OutlinesController } from './evidence/outlines.controller.ts';
import { PackService } from './evidence/pack.service.ts';
import { PackController } from './evidence/pack.controller.ts';
import type { Seals } from './evidence/seal/seal.types.ts';
import { HealthController } from './http/health.controller.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { validationPipe } from './http/validation.ts';
import { AccessGuard } from './identity/access.guard.ts';
import { MeController } from './identity/me.controller.ts';
import { SessionController } from './identity/session.controller.ts';
import { IdentitySources } from './identity/outside/identity-sources.ts';
import { OutsideSignInController } from './identity/outside/outside-sign-in.controller.ts';
import { OutsideSignInService } from './identity/outside/outside-sign-in.service.ts';
import { TokensController } from './identity/tokens.controller.ts';
import { TokensService } from './identity/tokens.service.ts';
import { SignInService } from './identity/sign-in.service.ts';
import { DraftsController } from './intake/drafts.controller.ts';
import { EventStreamsService } from './notifications/event-streams.service.ts';
import { EventsController } from './notifications/events.controller.ts';
import { NotificationsController } from './notifications/notifications.controller.ts';
import { NotificationsService } from './notifications/notifications.service.ts';
import { WebhooksController } from './notifications/webhooks.controller.ts';
import { WebhooksService } from './notifications/webhooks.service.ts';
import { OperationsController } from './operations/operations.controller.ts';
import { OperationsService } from './operations/operations.service.ts';
import type { PublicKeys, SigningKey } from './permits/permit.types.ts';
import { PermitsController } from './permits/permits.controller.ts';
import type { Catalog } from './policy/catalog.types.ts';
import { PoliciesController } from './policy/policies.controller.ts';
import { ChecksController } from './policy/checks.controller.ts';
import type { RegionDefinition } from './regions/region.ts';
import { REGION_MODULES } from './regions/registry.ts';
import { RegionsController } from './regions/regions.controller.ts';
import { RequestListService } from './requests/request-list.service.ts';
import { RequestsController } from './requests/requests.controller.ts';
import { RequestsService } from './requests/requests.service.ts';
import { TasksController } from './tasks/tasks.controller.ts';
import type { LogKey } from './journal/log/log-key.ts';
import { LogKeysService } from './journal/log/log-keys.service.ts';
import { LogController } from './journal/log/log.controller.ts';
import { GateController } from './gate/gate.controller.ts';
import { GateService } from './gate/gate.service.ts';
import { RevocationsController } from './permits/revocations.controller.ts';
import type { RegionGround } from './tempo/ground.ts';
import { TempoReportController } from './tempo/report/tempo-report.controller.ts';
import { TempoController } from './tempo/tempo.controller.ts';
import { TempoService } from './tempo/tempo.service.ts';
import { TasksService } from './tasks/tasks.service.ts';
import { CommentsController } from './comments/comments.controller.ts';
import type { DeploymentSweep } from './deployments/sweep.ts';
import { BreakGlassController } from './break-glass/break-glass.controller.ts';
import { CompletenessController } from './deployments/completeness.controller.ts';
import { DeploymentsController } from './deployments/deployments.controller.ts';
import { AuditsController } from './audits/audits.controller.ts';
import { AuditsService } from './audits/audits.service.ts';
import { CaseScopeGuard } from './audits/case-scope.guard.ts';
import { EngagementsController } from './audits/engagements.controller.ts';
import { RegionTasksController } from './region-tasks/region-tasks.controller.ts';
import { WorkProfilesController } from './escalation/work-profiles.controller.ts';
import { StandInsController } from './stand-ins/stand-ins.controller.ts';

/** What the application is made of; built before Nest, so that the core knows nothing of it. */
export interface Parts {
  readonly config: CarnetConfig;
  readonly catalog: Catalog;
  readonly cells: Cells;
  readonly engines: Engines;
  readonly regions: readonly RegionDefinition[];
  readonly publicKeys: PublicKeys;
  readonly signingKeys: ReadonlyMap<string, SigningKey>;
  readonly logKeys: ReadonlyMap<string, LogKey>;
  readonly seals: Seals;
  readonly identity: IdentitySources;
  /** Per region, what holds that which runs against its permits. */
  readonly sweeps: ReadonlyMap<string, DeploymentSweep>;
  readonly tempoGrounds: ReadonlyMap<string, RegionGround>;
  /** Per region, the key under which secrets of webhook endpoints are kept. */
  readonly webhookKeys: ReadonlyMap<string, Buffer>;
}

@Module({})
export class AppModule {
  /** The whole application over parts that are ready. */
  static over(parts: Parts): DynamicModule {
    return {
      module: AppModule,
      imports: [...REGION_MODULES],
      controllers: [
        HealthController,
        RegionsController,
        MeController,
        SessionController,
        OutsideSignInController,
        TokensController,
        ChecksController,
        PoliciesController,
        OutlinesController,
        DraftsController,
        RequestsController,
        TasksController,
        CommentsController,
        StandInsController,
        EngagementsController,
        AuditsController,
        WorkProfilesController,
        CasesController,
        DecisionsController,
        EvidenceController,
        PackController,
        AssessmentResultsController,
        PermitsController,
        RevocationsController,
        GateController,
        TempoController,
        TempoReportController,
        DeploymentsController,
        CompletenessController,
        BreakGlassController,
        RegionTasksController,
        LogController,
        OperationsController,
        EventsController,
        NotificationsController,
        WebhooksController,
      ],
      providers: [
        { provide: CONFIG, useValue: parts.config },
        { provide: CATALOG, useValue: parts.catalog },
        { provide: REGION_DEFINITIONS, useValue: parts.regions },
        { provide: PUBLIC_KEYS, useValue: parts.publicKeys },
        { provide: SIGNING_KEYS, useValue: parts.signingKeys },
        { provide: LOG_KEYS, useValue: parts.logKeys },
        { provide: SEALS, useValue: parts.seals },
        { provide: SWEEPS, useValue: parts.sweeps },
        { provide: TEMPO_GROUNDS, useValue: parts.tempoGrounds },
        { provide: WEBHOOK_KEYS, useValue: parts.webhookKeys },
        { provide: Cells, useValue: parts.cells },
        { provide: IdentitySources, useValue: parts.identity },
        { provide: Engines, useValue: parts.engines },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: CaseScopeGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
        RequestsService,
        RequestListService,
        CasesService,
        CaseReadingService,
        EvidenceService,
        PackService,
        AuditsService,
        LogKeysService,
        OperationsService,
        EventStreamsService,
        NotificationsService,
        TasksService,
        GateService,
        TempoService,
        WebhooksService,
        SignInService,
        OutsideSignInService,
        TokensService,
      ],
    };
  }
}

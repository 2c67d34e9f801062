import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { InboxView } from './api/queries.ts';
import { sessionQuery } from './api/queries.ts';
import { CASE_TABS, type CaseTab } from './pages/case/tabs.ts';
import { readTempoSearch } from './pages/tempo/search.ts';
import { Spinner, Trouble } from './parts/states.tsx';
import { NotFound } from './pages/not-found.tsx';
import { Shell } from './shell/shell.tsx';

interface Context {
  readonly queryClient: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({
    to,
    trouble,
  }: Record<string, unknown>): { to?: string; trouble?: string } => ({
    // Only addresses of these pages: nobody is sent elsewhere by a link.
    ...(typeof to === 'string' && /^\/(?!\/)/u.test(to) ? { to } : {}),
    ...(typeof trouble === 'string' && /^ERR_[A-Z_]+$/u.test(trouble) ? { trouble } : {}),
  }),
  component: lazyRouteComponent(async () => import('./pages/sign-in.tsx'), 'SignInPage'),
});

const proved = createRoute({
  getParentRoute: () => root,
  path: '/proved',
  component: lazyRouteComponent(async () => import('./pages/proved.tsx'), 'ProvedPage'),
});

/** Everything below asks for somebody who is signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session === null) {
      // oxlint-disable-next-line typescript/only-throw-error -- how the router is told
      throw redirect({ to: '/sign-in', search: { to: location.href } });
    }
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    // oxlint-disable-next-line typescript/only-throw-error -- how the router is told
    throw redirect({ to: '/inbox' });
  },
});

interface InboxSearch {
  readonly view?: InboxView;
  readonly region?: string;
}

const VIEWS: readonly unknown[] = ['mine', 'unclaimed', 'overdue'] satisfies InboxView[];

function regionIn({ region }: Record<string, unknown>): { region?: string } {
  return typeof region === 'string' ? { region } : {};
}

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  validateSearch: (search: Record<string, unknown>): InboxSearch => ({
    ...(VIEWS.includes(search['view']) ? { view: search['view'] as InboxView } : {}),
    ...regionIn(search),
  }),
  component: lazyRouteComponent(async () => import('./pages/inbox.tsx'), 'InboxPage'),
});

const requests = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests',
  component: lazyRouteComponent(async () => import('./pages/requests.tsx'), 'RequestsPage'),
});

const newRequest = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests/new',
  validateSearch: ({ amend }: Record<string, unknown>): { amend?: string } =>
    typeof amend === 'string' ? { amend } : {},
  component: lazyRouteComponent(async () => import('./pages/new-request.tsx'), 'NewRequestPage'),
});

const request = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests/$id',
  component: lazyRouteComponent(async () => import('./pages/request.tsx'), 'RequestPage'),
});

const oneCase = createRoute({
  getParentRoute: () => signedIn,
  path: '/cases/$id',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: CaseTab } =>
    CASE_TABS.includes(tab as CaseTab) ? { tab: tab as CaseTab } : {},
  component: lazyRouteComponent(async () => import('./pages/case.tsx'), 'CasePage'),
});

const evidence = createRoute({
  getParentRoute: () => signedIn,
  path: '/evidence',
  validateSearch: regionIn,
  component: lazyRouteComponent(async () => import('./pages/evidence.tsx'), 'EvidencePage'),
});

const tempo = createRoute({
  getParentRoute: () => signedIn,
  path: '/tempo',
  validateSearch: readTempoSearch,
  component: lazyRouteComponent(async () => import('./pages/tempo.tsx'), 'TempoPage'),
});

const policies = createRoute({
  getParentRoute: () => signedIn,
  path: '/policies',
  component: lazyRouteComponent(async () => import('./pages/policies.tsx'), 'PoliciesPage'),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(async () => import('./pages/account.tsx'), 'AccountPage'),
});

const pages = [inbox, requests, newRequest, request, oneCase, evidence, tempo, policies, account];
const routeTree = root.addChildren([signIn, proved, signedIn.addChildren([home, ...pages])]);

/** Every address of the pages. */
export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingComponent: Spinner,
    defaultErrorComponent: ({ error, reset }) => <Trouble error={error} onAgain={reset} />,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

/* oxlint-disable import/no-unassigned-import -- style sheets are there by being imported */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './styles.css';
/* oxlint-enable import/no-unassigned-import */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from './query-client.ts';
import { makeRouter } from './router.tsx';
import { theme } from './theme.ts';

// Styles that components make as they run carry the number that the page's policy lets through.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
Object.assign(globalThis, { __webpack_nonce__: nonce });

const queryClient = makeQueryClient();
const router = makeRouter(queryClient);
const place = document.querySelector('#root');
if (!place) throw new Error('the page has no `#root`');

createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

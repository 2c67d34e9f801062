import type { ReactNode } from 'react';
import { Empty } from '../parts/states.tsx';
import { ButtonLink } from '../parts/links.tsx';

export function NotFound(): ReactNode {
  return (
    <Empty title="There is no such page" action={<ButtonLink to="/inbox">To the inbox</ButtonLink>}>
      The address leads nowhere. It may have been cut short on its way to you.
    </Empty>
  );
}

import { Anchor, Button } from '@mantine/core';
import type { AnchorProps, ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';

type Native = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'color' | 'style'> & {
  readonly ref?: Ref<HTMLAnchorElement>;
};

function ButtonAnchor(props: Native & Omit<ButtonProps, 'ref'>): ReactNode {
  return <Button component="a" {...props} />;
}

function TextAnchor(props: Native & Omit<AnchorProps, 'ref'>): ReactNode {
  return <Anchor {...props} />;
}

/** A button that leads to another page. */
export const ButtonLink = createLink(ButtonAnchor);

/** Words that lead to another page. */
export const TextLink = createLink(TextAnchor);

import { join } from 'node:path';

import { packageRoot } from '../../common/package-root.ts';

/** A4 in points; margins wide enough to punch and to annotate. */
export const PAGE = {
  width: 595.28,
  height: 841.89,
  left: 62,
  right: 62,
  top: 84,
  bottom: 76,
} as const;
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const CONTENT_BOTTOM = PAGE.height - PAGE.bottom;

/** RGB only: PDF/A with an sRGB intent takes no CMYK. Every text colour has at least 4.5:1 on white. */
export const COLOR = {
  ink: '#1c2733',
  muted: '#566270',
  hairline: '#d3d9df',
  rule: '#8a96a3',
  accent: '#1f3b5c',
  tint: '#f3f5f8',
  white: '#ffffff',
} as const;

const STATUS_COLOR: Readonly<Record<string, string>> = {
  blocked: '#a3161f',
  unknown: '#6a3f94',
  open: '#94520a',
  conditional: '#94520a',
  warning: '#7d5f00',
  upcoming: '#2f5790',
  exempt: '#1c6673',
  met: '#1d6a3a',
  allowed: '#1d6a3a',
  missing: '#94520a',
  held: '#1d6a3a',
};

/** Colour of a status word; the word itself is always printed beside it. */
export function statusColor(word: string): string {
  return STATUS_COLOR[word] ?? COLOR.muted;
}

const FONTS = 'node_modules/@expo-google-fonts';
const FONT_FILES = {
  text: `${FONTS}/noto-sans/400Regular/NotoSans_400Regular.ttf`,
  bold: `${FONTS}/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf`,
  italic: `${FONTS}/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf`,
  mono: `${FONTS}/ibm-plex-mono/400Regular/IBMPlexMono_400Regular.ttf`,
} as const;
export type FontName = keyof typeof FONT_FILES;

/** Path of a font file: pdfkit caches by path, and reads an alias or a buffer again and again. */
export function fontPath(name: FontName): string {
  return join(packageRoot(), FONT_FILES[name]);
}

export interface TextStyle {
  readonly font: FontName;
  /** Points. */
  readonly size: number;
  readonly color: string;
  /** Line height as a multiple of the size. */
  readonly leading: number;
}

export const STYLE = {
  body: { font: 'text', size: 9.5, color: COLOR.ink, leading: 1.5 },
  small: { font: 'text', size: 8, color: COLOR.ink, leading: 1.42 },
  strong: { font: 'bold', size: 8, color: COLOR.ink, leading: 1.42 },
  muted: { font: 'text', size: 8, color: COLOR.muted, leading: 1.42 },
  label: { font: 'bold', size: 7.5, color: COLOR.muted, leading: 1.42 },
  mono: { font: 'mono', size: 7.4, color: COLOR.ink, leading: 1.5 },
  h1: { font: 'bold', size: 18, color: COLOR.accent, leading: 1.3 },
  h2: { font: 'bold', size: 11.5, color: COLOR.accent, leading: 1.35 },
  h3: { font: 'bold', size: 9.5, color: COLOR.ink, leading: 1.4 },
} as const satisfies Record<string, TextStyle>;

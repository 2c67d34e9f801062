import { createTheme } from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';

/** The green of the covers of carnets. */
const carnet: MantineColorsTuple = [
  '#e8f5f4',
  '#d3e9e7',
  '#a5d3d0',
  '#74bdb8',
  '#4da9a4',
  '#359d97',
  '#258f89',
  '#127a75',
  '#0b6663',
  '#064f4d',
];

export const theme = createTheme({
  primaryColor: 'carnet',
  primaryShade: { light: 8, dark: 7 },
  colors: { carnet },
  defaultRadius: 'md',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } },
    },
    Paper: { defaultProps: { withBorder: true, shadow: 'none', radius: 'md' } },
    Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
  },
});

import type { ReactNode } from 'react';

interface IconProps {
  readonly size?: number;
}

type Icon = (props: IconProps) => ReactNode;

/** Drawn on 24 by 24 in strokes; they say nothing that the words beside them do not. */
function icon(...paths: readonly string[]): Icon {
  return function Drawn({ size = 20 }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {paths.map((path) => (
          <path key={path} d={path} />
        ))}
      </svg>
    );
  };
}

export const InboxIcon = icon('M4 13h4l1.500 3h5L16 13h4', 'M6 5h12l2 8v6H4v-6z');
export const StackIcon = icon('M4 7h16M4 12h16M4 17h10');
export const PlusIcon = icon('M12 5v14M5 12h14');
export const ArchiveIcon = icon('M4 5h16v4H4z', 'M5 9v10h14V9', 'M10 13h4');
export const BookIcon = icon('M6 4h13v16H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z', 'M8 8h7M8 12h7');
export const SunIcon = icon(
  'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  'M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.400 1.400M17.600 17.600 19 19M5 19l1.400-1.400M17.600 6.400 19 5',
);
export const MoonIcon = icon(
  'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z',
);
export const PersonIcon = icon(
  'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  'M4 20c1-4 4-5.500 8-5.500s7 1.500 8 5.500',
);
export const StopIcon = icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M6 6l12 12');
export const QuestionIcon = icon(
  'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  'M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.700.300-1 .900-1 1.700',
  'M12 17h.010',
);
export const HalfIcon = icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M12 8v4l2.500 2');
export const CheckIcon = icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'm8 12 3 3 5-6');
export const CalendarIcon = icon('M5 6h14v14H5z', 'M5 10h14M9 3v4M15 3v4');
export const DownloadIcon = icon('M12 4v11M8 11l4 4 4-4', 'M4 20h16');
export const UploadIcon = icon('M12 16V5M8 9l4-4 4 4', 'M4 20h16');
export const LinkIcon = icon('M10 5H5v14h14v-5', 'M14 4h6v6M20 4l-9 9');
export const DashIcon = icon('M6 12h12');
export const ClockIcon = icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M12 7v5l4 2');

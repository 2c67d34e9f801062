import { Button, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { UploadIcon } from './icons.tsx';

interface FileDropProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onFiles: (files: readonly File[]) => void;
  readonly multiple?: boolean;
}

/** A place to drop files on; who cannot drag chooses them with the button. */
export function FileDrop({ title, children, onFiles, multiple = false }: FileDropProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const all = [...(files ?? [])];
    if (all.length > 0) onFiles(multiple ? all : all.slice(0, 1));
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      className="drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Stack align="center" gap="xs">
        <UploadIcon size={28} />
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed" maw={520}>
          {children}
        </Text>
        <Button variant="default" onClick={() => input.current?.click()}>
          Choose {multiple ? 'files' : 'a file'}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple={multiple}
          aria-label={title}
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file may be chosen again once it was changed.
            event.currentTarget.value = '';
          }}
        />
      </Stack>
    </div>
  );
}

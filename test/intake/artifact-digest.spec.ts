import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../src/intake/artifact-digest.ts';
import { carnet } from '../support/run-cli.ts';

const fresh = () => mkdtempSync(join(tmpdir(), 'carnet-digest-'));

function model(): string {
  const folder = fresh();
  mkdirSync(join(folder, 'data', 'empty'), { recursive: true });
  writeFileSync(join(folder, 'MLmodel'), 'flavors: {}\n');
  writeFileSync(join(folder, 'data', 'a b.bin'), Buffer.alloc(100_000, 7));
  writeFileSync(join(folder, 'data.txt'), '');
  writeFileSync(join(folder, 'Ünï.txt'), 'x');
  return folder;
}

it('is of a folder what sha256sum says of the sorted list of its files', async () => {
  const folder = model();
  const shell = `find . -type f | sed 's,^\\./,,' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum`;
  const expected = execFileSync('sh', ['-c', shell], { cwd: folder, encoding: 'utf8' }).slice(
    0,
    64,
  );
  expect(await digestOf(folder)).toEqual({ digest: `sha256:${expected}`, files: 4 });
  const { out } = await carnet(['digest', folder]);
  expect(out.trim()).toBe(`sha256:${expected}`);
});

it('is of a file its own, and changes with a byte and with a name', async () => {
  const folder = model();
  const file = join(folder, 'MLmodel');
  const own = createHash('sha256').update('flavors: {}\n').digest('hex');
  expect(await digestOf(file)).toEqual({ digest: `sha256:${own}`, files: 1 });
  const before = await digestOf(folder);
  writeFileSync(file, 'flavors: {}\r');
  expect(await digestOf(folder)).not.toEqual(before);
});

it('is refused where it could not speak of everything', async () => {
  const linked = model();
  symlinkSync('/etc/hostname', join(linked, 'weights.bin'));
  await expect(digestOf(linked)).rejects.toThrow('is a link');
  const told = await carnet(['digest', linked]);
  expect(told).toMatchObject({ code: 2, err: expect.stringContaining('is a link') as string });
  await expect(digestOf(fresh())).rejects.toThrow('holds no file');
  const odd = fresh();
  writeFileSync(join(odd, 'a\nb'), '');
  await expect(digestOf(odd)).rejects.toThrow('line break');
  expect(await carnet(['digest', join(odd, 'nowhere')])).toMatchObject({ code: 2 });
});

import fc from 'fast-check';
import { attachmentNamed, safeFileName, safeMediaType } from '../../src/evidence/file-name.ts';

describe('the name evidence is kept under', () => {
  it.each([
    ['dpia.pdf', 'dpia.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ana\\Bericht.pdf', 'Bericht.pdf'],
    ['report\r\nSet-Cookie: x.pdf', 'reportSet-Cookie_ x.pdf'],
    ['safe\u202Efdp.exe', 'safefdp.exe'],
    ['Prüfbericht – Modell.pdf', 'Prüfbericht – Modell.pdf'],
    ['...', 'file'],
    ['', 'file'],
  ])('makes `%s` into `%s`', (sent, kept) => {
    expect(safeFileName(sent)).toBe(kept);
  });

  it('never breaks out of the header it stands in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(attachmentNamed(name)).toMatch(
          /^attachment; filename="[^"\\\r\n]+"; filename\*=UTF-8''[\w.~!%-]+$/,
        );
      }),
    );
  });

  it('keeps a media type only when it is one', () => {
    expect(safeMediaType('Application/PDF; charset=utf-8')).toBe('application/pdf');
    expect(safeMediaType('text/html\r\nx: y')).toBe('application/octet-stream');
    expect(safeMediaType(undefined)).toBe('application/octet-stream');
  });
});

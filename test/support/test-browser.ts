/** What a browser does with cookies and redirects, and nothing else. */
export class TestBrowser {
  private readonly cookies = new Map<string, Map<string, string>>();
  /** Addresses in the order in which they were opened. */
  readonly visited: string[] = [];

  /** Opens an address and follows to where it leads, at most as far as `stop`. */
  async open(address: string, stop?: (next: URL) => boolean): Promise<Response> {
    let url = new URL(address);
    for (let hops = 0; hops < 20; hops += 1) {
      this.visited.push(url.href);
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { accept: 'text/html', cookie: this.cookiesFor(url.origin) },
      });
      this.keep(url.origin, response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (location === null) return response;
      url = new URL(location, url);
      if (stop?.(url) === true) return response;
    }
    throw new Error(`no end of redirects: ${this.visited.join(' ')}`);
  }

  get last(): URL {
    return new URL(this.visited.at(-1) ?? '');
  }

  cookiesFor(origin: string): string {
    return [...(this.cookies.get(origin) ?? [])]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
  }

  /** Drops the cookies of a site. */
  forget(origin: string): void {
    this.cookies.delete(origin);
  }

  private keep(origin: string, lines: readonly string[]): void {
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, jar);
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/iu.test(line)) {
        jar.delete(pair.slice(0, at));
      } else jar.set(pair.slice(0, at), value);
    }
  }
}

/** An answer as it goes out. */
export interface Page {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

const html = (status: number, body: string): Page => ({ status, type: 'text/html; charset=utf-8', body })

const says = { 403: 'Forbidden', 405: 'Method Not Allowed', 500: 'Internal Server Error' } as const

/** What it answers outside its API: HTML. */
export const errorPage = (status: keyof typeof says): Page =>
  html(
    status,
    `<!doctype html>\n<html lang=en>\n<title>${status} ${says[status]}</title>\n<h1>${says[status]}</h1>\n<p>local</p>\n`,
  )

/** The page of the front end, which answers every unknown GET with 200. */
export const frontPage = (): Page =>
  html(
    200,
    '<!doctype html><html><head><title>Local Redash</title></head><body><div id="application-root"></div></body></html>\n',
  )

/** Where a browser is sent that has not logged in. */
export const toLogin = (path: string): Page => ({
  ...html(302, '<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n'),
  headers: { location: `/login?next=${encodeURIComponent(path)}` },
})

/** The answer that says that its web server is up, and no more. */
export const pong = (): Page => html(200, 'PONG.')

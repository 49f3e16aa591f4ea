/** What the servers in front of and around the API answer in place of JSON. */
export interface Page {
  readonly status: number
  readonly type: string
  readonly body: string
  /** Its length is not announced. */
  readonly streamed?: boolean
  /** What follows the body, made while it is sent. */
  readonly pieces?: Iterable<string>
}

const html = (status: number, body: string): Page => ({ status, type: 'text/html;charset=utf-8', body })

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const jetty = (status: number, reason: string, path: string): Page =>
  html(
    status,
    `<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>\n` +
      `<title>Error ${status} ${reason}</title>\n</head>\n<body><h2>HTTP ERROR ${status} ${reason}</h2>\n<table>\n` +
      `<tr><th>URI:</th><td>${escaped(path)}</td></tr>\n<tr><th>STATUS:</th><td>${status}</td></tr>\n` +
      `<tr><th>MESSAGE:</th><td>${reason}</td></tr>\n</table>\n</body>\n</html>\n`,
  )

/** Jetty's answer to every problem with a token: HTML, or an odd JSON (a status that is text) when JSON is asked for. */
export function unauthorized(path: string, accept: string | undefined): Page {
  if (!accept?.includes('application/json')) return jetty(401, 'Unauthorized', path)
  const body = JSON.stringify({ servlet: 'default', message: 'Unauthorized', url: path, status: '401' })
  return { status: 401, type: 'application/json', body }
}

const reasons = { 401: 'Authorization Required', 403: 'Forbidden', 502: 'Bad Gateway' } as const

/** A page of a proxy that stands before the server (nginx). */
export const proxyPage = (status: keyof typeof reasons): Page =>
  html(
    status,
    `<html>\r\n<head><title>${status} ${reasons[status]}</title></head>\r\n` +
      `<body>\r\n<center><h1>${status} ${reasons[status]}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  )

/** Jetty's answer to a body over the limit. */
export const tooLarge = (path: string): Page => jetty(413, 'Payload Too Large', path)

/** A page for people: the real server asks them to log in there, the local one only says where a link leads. */
export const forPeople = (path: string): Page =>
  html(
    200,
    '<!DOCTYPE html>\n<html lang="en">\n<head><title>Local Rudder</title></head>\n<body style="font-family: sans-serif; margin: 3em">' +
      `<h1>Local Rudder</h1><p>A real Rudder shows this page here: <code>${escaped(path)}</code></p></body>\n</html>\n`,
  )

/** Lift's answer to an address that it does not know. */
export const notFound = (path: string): Page =>
  html(
    404,
    `<!DOCTYPE html>\n <html> <body>The Requested URL ${escaped(path)} was not found on this server</body> </html>`,
  )

/** Apache's answer while the application starts, also below /rudder/api. */
export const starting = (): Page =>
  html(
    503,
    '<!DOCTYPE html>\n<html>\n<head><title>Rudder - Loading</title></head>\n' +
      '<body><h1>Rudder is loading</h1><p>This page reloads by itself when the server is ready.</p></body>\n</html>\n',
  )

/** An answer as it goes out. */
export interface Page {
  readonly status: number
  readonly type: string
  readonly body: string
  /** Milliseconds that it is held back. */
  readonly hold?: number
}

export const jsonPage = (status: number, value: unknown, hold = 0): Page => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
  hold,
})

/** What it answers to an address or a method that it doesn't have. */
export const notFound = (method: string, path: string): Page => ({
  status: 404,
  type: 'text/html; charset=utf-8',
  body: `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>Cannot ${method} ${path}</pre>\n</body>\n</html>\n`,
})

import type { ServerResponse } from 'node:http'
import type { Json } from './state.ts'

const plain = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }

/** Answers with JSON. */
export const sendJson = (
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...plain, ...headers })
  response.end(JSON.stringify(body))
}

/** Answers with a line of text. */
export const sendText = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...plain })
  response.end(text)
}

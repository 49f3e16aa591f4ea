import type { Page } from './failed.ts'
import { goJson, plainFailed } from './failed.ts'
import type { RillFaults } from './faults.ts'
import type { Engine } from './sql/engine.ts'
import type { RillState } from './state.ts'

/** One request as a handler sees it. */
export interface Call {
  readonly method: string
  /** Decoded, below the address of the server. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** What follows `Bearer `; undefined without it, and for any other scheme. */
  readonly token: string | undefined
  readonly now: number
  readonly state: RillState
  readonly engine: Engine
  readonly faults: RillFaults
  /** Signs the tokens of the runtime. */
  readonly key: string
  /** Where this server is; the runtime claims to be at another one. */
  readonly origin: string
}

/** An answer, and how long it takes to compute, in milliseconds. */
export interface Answer {
  readonly page: Page
  readonly takes?: number
}

/** A value as JSON. */
export const json = (value: unknown): Answer => ({
  page: { status: 200, type: 'application/json', body: goJson(value) },
})

/** Where the runtime says it is. */
export const runtimeHost = 'http://runtime.internal:8081'

/** Refuses another method than this one, in plain text. */
export function mustBe(method: string, call: Call): void {
  if (call.method !== method) throw plainFailed(405, 'Method Not Allowed', { allow: method })
}

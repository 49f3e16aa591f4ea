import type { Figure } from './figure.ts'

/** One part of the bench: starts what it needs, measures, and ends all of it. `quick` is for looking whether it works. */
export type Part = (options: { readonly quick: boolean }) => Promise<readonly Figure[]>

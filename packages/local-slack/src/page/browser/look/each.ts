import { createElement, Fragment, type ReactNode } from 'react'

/** Draws a list that is only ever replaced as a whole, so that its lines need no key but their place. */
export const each = <T>(items: readonly T[], draw: (item: T, index: number) => ReactNode): ReactNode =>
  createElement(Fragment, null, ...items.map(draw))

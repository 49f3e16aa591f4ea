import { each } from '../look/each.ts'
import { pieces } from './pieces.ts'
import type { Token } from './tokens.ts'
import { Tokens } from './tokens-shown.tsx'

const Lines = ({ lines }: { readonly lines: readonly (readonly Token[])[] }) =>
  each(lines, (tokens, index) => (
    <>
      {index > 0 && <br />}
      <Tokens tokens={tokens} />
    </>
  ))

/** A text of Slack's mark-up. */
export const Mrkdwn = ({ text }: { readonly text: string }) =>
  each(pieces(text), (piece) => {
    if (piece.kind === 'pre') return <pre>{piece.text}</pre>
    if (piece.kind === 'lines') return <Lines lines={piece.lines} />
    return (
      <blockquote>
        <Lines lines={piece.lines} />
      </blockquote>
    )
  })

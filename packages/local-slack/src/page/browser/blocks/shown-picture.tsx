import { Picture } from './picture.tsx'
import { wordsOf } from './read.ts'
import { Plain } from './text-object.tsx'

/** An `image` block: its title and the picture. */
export const ShownPicture = ({ block }: { readonly block: Readonly<Record<string, unknown>> }) => (
  <figure className="shown-picture">
    {wordsOf(block.title) !== '' && (
      <figcaption>
        <Plain value={block.title} />
      </figcaption>
    )}
    <Picture element={block} />
  </figure>
)

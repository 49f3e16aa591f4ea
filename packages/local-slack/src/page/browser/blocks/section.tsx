import type { Block } from '../../../client.ts'
import { each } from '../look/each.ts'
import { Element } from './element.tsx'
import { asList, asObject } from './read.ts'
import { TextObject } from './text-object.tsx'

/** A `section`: a text, fields in two columns, and something beside it. */
export const Section = ({ block }: { readonly block: Block }) => {
  const fields = asList(block.fields)
  return (
    <div className="block-section">
      <div className="section-text">
        {block.text !== undefined && <TextObject value={block.text} />}
        {fields.length > 0 && (
          <div className="fields">
            {each(fields, (field) => (
              <div>
                <TextObject value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory !== undefined && (
        <div className="accessory">
          <Element element={asObject(block.accessory)} block={block.block_id ?? ''} />
        </div>
      )}
    </div>
  )
}

import type { Block as BlockJson } from '../../../client.ts'
import { each } from '../look/each.ts'
import { Boundary } from './boundary.tsx'
import { Element } from './element.tsx'
import { Input } from './input.tsx'
import { LibraryDrawn } from './library.tsx'
import { Picture } from './picture.tsx'
import { asList, asText } from './read.ts'
import { RichText } from './rich-text.tsx'
import { Section } from './section.tsx'
import { ShownPicture } from './shown-picture.tsx'
import { Table } from './table.tsx'
import { Plain, TextObject } from './text-object.tsx'
import { Video } from './video.tsx'

const Drawn = ({ block }: { readonly block: BlockJson }) => {
  const id = block.block_id ?? ''
  switch (block.type) {
    case 'header':
      return (
        <h3 className="block-header">
          <Plain value={block.text} />
        </h3>
      )
    case 'divider':
      return <hr />
    case 'section':
      return <Section block={block} />
    case 'rich_text':
      return <RichText block={block} />
    case 'table':
    case 'data_table':
      return <Table block={block} />
    case 'context':
      return (
        <div className="block-context">
          {each(asList(block.elements), (item) => (
            <span>{item.type === 'image' ? <Picture element={item} /> : <TextObject value={item} />}</span>
          ))}
        </div>
      )
    case 'actions':
      return (
        <div className="block-actions">
          {each(asList(block.elements), (element) => (
            <Element key={asText(element.action_id) || undefined} element={element} block={id} />
          ))}
        </div>
      )
    case 'image':
      return <ShownPicture block={block} />
    case 'video':
      return <Video block={block} />
    case 'input':
      return <Input block={block} />
    default:
      return <LibraryDrawn block={block} />
  }
}

/** Blocks, each in its own frame; one that cannot be drawn says so. */
export const Blocks = ({ blocks }: { readonly blocks: readonly BlockJson[] }) => (
  <div className="blocks">
    {each(blocks, (block) => (
      // A block of another id is another block: what was chosen in it is forgotten.
      <Boundary key={block.block_id} of={block} instead={`${block.type}: this block could not be drawn`}>
        <div className={`block is-${block.type}`}>
          <Drawn block={block} />
        </div>
      </Boundary>
    ))}
  </div>
)

/** What a layout needs to know: sizes, the fixed column of each card, and what leads where. */
export interface LayoutRequest {
  readonly nodes: readonly { readonly id: string; readonly column: number; readonly width: number; readonly height: number }[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
}

/** The top edge of each card. Columns are fixed, so the horizontal places are not the layout's business. */
export type LayoutAnswer = Readonly<Record<string, number>>;

/** Equal requests have equal layouts: the key under which one is remembered. */
export function requestKey(request: LayoutRequest): string {
  return JSON.stringify([request.nodes.map((node) => [node.id, node.column, node.height]), request.links.map((link) => [link.from, link.to])]);
}

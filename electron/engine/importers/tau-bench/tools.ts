/** What a tool of the benchmark does to the world, declared per tool. A tool that is not listed has an unknown effect. */
export type ToolEffect = 'write' | 'read' | 'thought' | 'escalation' | 'unknown';

/** tau_bench/envs/airline/tools and tau_bench/envs/retail/tools: the ones that change the database. */
const writes: ReadonlySet<string> = new Set([
  'book_reservation',
  'cancel_reservation',
  'update_reservation_flights',
  'update_reservation_baggages',
  'update_reservation_passengers',
  'send_certificate',
  'cancel_pending_order',
  'exchange_delivered_order_items',
  'modify_pending_order_address',
  'modify_pending_order_items',
  'modify_pending_order_payment',
  'modify_user_address',
  'return_delivered_order_items',
]);

const readPrefixes = ['get_', 'list_', 'search_', 'find_'] as const;

export function effectOf(tool: string): ToolEffect {
  if (writes.has(tool)) return 'write';
  if (tool === 'think') return 'thought';
  if (tool === 'transfer_to_human_agents') return 'escalation';
  if (tool === 'calculate' || readPrefixes.some((prefix) => tool.startsWith(prefix))) return 'read';
  return 'unknown';
}

/**
 * Words by which a customer may have agreed. A rough search: it says that such words were said, never that a person approved.
 * Absence of them is no proof either.
 */
const agreement = /\b(?:yes|yeah|yep|sure|ok|okay|confirm|confirmed|proceed|go ahead|correct|please do|agree|that works|sounds good|right)\b/i;

export function speaksAgreement(message: string): boolean {
  return agreement.test(message);
}

export const agreementRule =
  'words of agreement searched for in the customer’s last message before the call (yes, yeah, yep, sure, ok, okay, confirm, confirmed, proceed, go ahead, correct, please do, agree, that works, sounds good, right)';

/** `gpt-4o-airline.json` → `gpt-4o`: only a name that begins like a known family of models, without the benchmark's domain. */
export function modelInName(fileName: string): string | null {
  const base = (fileName.split(/[/\\!]/).pop() ?? '').replace(/(?:\.[a-z0-9]{2,5})+$/i, '');
  const model = /^(?:gpt|o[1-9]|claude|gemini|llama|mistral|mixtral|qwen|deepseek|grok|command|nova|phi)[\w.-]*$/i.exec(base)?.[0];
  return model === undefined ? null : model.replace(/[-_](?:airline|retail|telecom)$/i, '');
}

export function RunView({ id }: { readonly id: string }) {
  return <p>Run {id}: not built yet.</p>;
}

export function EvidenceView() {
  return <p>Evidence: not built yet.</p>;
}

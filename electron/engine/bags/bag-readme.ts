import { journalFile, keyFile, payloadManifest, signatureFile, tagManifest, timeStampFile } from './bag-text.ts';

/** README.txt of a package: how a stranger checks it with tools of the system alone. */
export function bagReadme({ title, signer, omitted, journalHead }: { readonly title: string; readonly signer: string; readonly omitted: number; readonly journalHead: string }): string {
  return `${title}

This is an evidence package: a folder after BagIt 1.0 (RFC 8493). data/ holds what was handed over, the files beside it say how to check it.
Unpack the zip, open a terminal in the folder that holds this file, and run:

1. Are the files those that were packed?

     sha256sum -c ${payloadManifest}
     sha256sum -c ${tagManifest}

   (macOS: shasum -a 256 -c …) Every line must end in OK. The first covers data/, the second covers the first and this file.

2. Who signed the list?

     openssl pkeyutl -verify -pubin -inkey ${keyFile} -rawin -in ${tagManifest} -sigfile ${signatureFile}

   "Signature Verified Successfully" means: the list was signed with the private key that belongs to ${keyFile}. That key came with the
   package. Compare it with one you have from elsewhere, for example from the person who gave you the package by another way:

     ${signer}

3. Was it there at a certain time? Only where ${timeStampFile} is present (RFC 3161):

     openssl ts -verify -data ${tagManifest} -in ${timeStampFile} -CAfile AUTHORITY.pem

4. What was done with it? ${journalFile} is the custody journal, one act a line, each with the hash of the line before and a signature.
   Its last entry when the package was made had the hash

     ${journalHead}

   "proofline verify PACKAGE" checks all four, the journal included, and says file by file what fits and what does not.

What this shows: these bytes are those that were packed and signed. What it cannot show: that the logs were complete or true when they
were imported, or who sat before the computer. data/verdicts/verdicts.json has what could be said of the logs themselves.
${omitted === 0 ? 'No original was left out.' : `${omitted} original${omitted === 1 ? ' was' : 's were'} left out on purpose: data/originals.json lists each with its name, size and SHA-256.`}

data/viewer.html opens in a browser without a network and shows what is here. data/certification-draft.html is a draft for a person to sign. data/case-uco.jsonld states the custody of the originals in the terms of CASE and UCO 1.x.
`;
}

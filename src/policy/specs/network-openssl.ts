import type { Call, ToolSpec, Use } from '../spec.ts';

/** A file can be given as a URL, which is fetched (http:) or asked of a loaded provider (pkcs11:). */
function uris(call: Call): readonly Use[] {
  return [...call.values('-in', '-CAfile', '-untrusted'), ...call.operands]
    .filter((arg) => !arg.exact || arg.text.includes(':'))
    .map((arg) => ({ kind: 'network', arg, detail: 'may be a URL' }));
}

const FORMS = '-inform -outform -nameopt =text';

/**
 * A certificate, a request and a list of revoked ones are public, and nothing else of the file they stand in is shown.
 * -engine, -provider and -config load code: left out everywhere.
 */
export const OPENSSL: ToolSpec = {
  names: 'openssl',
  style: 'single',
  commands: {
    version: { options: '-a -v -b -o -f -p -d -e -m -r -c', operands: '' },
    'help list-standard-commands': { operands: '' },
    ciphers: { options: '-v -V -s -tls1 -tls1_1 -tls1_2 -tls1_3 -stdname', operands: 'text?' },
    'md5 sha1 sha256 sha384 sha512': { options: '-r -hex -c', operands: 'read*', interpret: uris },
    dgst: {
      options: `
        -r -hex -c -binary -md5 -sha1 -sha224 -sha256 -sha384 -sha512 -sha3-256 -sha3-512
        -out =write
        -sign -prverify =secret
      `,
      operands: 'read*',
      interpret: uris,
    },
    x509: {
      options: `
        -noout -text -subject -issuer -dates -startdate -enddate -serial -fingerprint -sha1 -sha256 -sha512 -md5 -hash
        -subject_hash -issuer_hash -purpose -email -ocsp_uri -ocspid -pubkey -modulus -alias
        -checkend -checkhost -checkemail -checkip -certopt -ext -dateopt =text
        ${FORMS}
        -in =text
        -out =write
        -signkey -CA -CAkey -key =secret
      `,
      operands: '',
      interpret: uris,
    },
    'req crl pkcs7': {
      options: `
        -noout -text -subject -issuer -verify -pubkey -modulus -print_certs -print -lastupdate -nextupdate -fingerprint
        ${FORMS}
        -in =text
        -out =write
        -new -x509 -newkey -key =secret
      `,
      operands: '',
      interpret: uris,
    },
    asn1parse: {
      options: `
        -i -dump
        ${FORMS}
        -in =read
      `,
      operands: '',
      interpret: uris,
    },
    verify: {
      options: `
        -verbose -show_chain -partial_chain -x509_strict
        -purpose =text
        -CAfile -untrusted =text
      `,
      operands: 'text*',
      interpret: uris,
    },
    rand: {
      options: `
        -hex -base64
        -out =write
      `,
      operands: 'text',
    },
    'rsa ec dsa pkey pkcs8 pkcs12 genrsa genpkey ecparam gendsa passwd enc aes-256-cbc base64 dhparam': {
      style: 'none',
      operands: 'text*',
      does: 'secret - works with keys; write:. - may write files',
    },
    's_client s_server s_time ocsp ts cmp http': { style: 'none', operands: 'text*', does: 'network' },
    'ca speed engine fipsinstall srp cms smime': {
      style: 'none',
      operands: 'text*',
      does: 'exec - may load code or sign',
    },
  },
  allow: [
    'openssl version -a',
    'openssl x509 -in cert.pem -noout -text',
    'openssl x509 -noout -enddate -in cert.pem',
    'openssl dgst -sha256 a.tgz',
    'openssl sha256 a.tgz',
    'openssl rand -hex 16',
    'openssl verify -CAfile ca.pem cert.pem',
    'openssl req -in a.csr -noout -text',
  ],
  ask: [
    'openssl s_client -connect example.com:443',
    'openssl x509 -in http://example.com/c -noout -text',
    'openssl x509 -in c.pem -out d.pem',
    'openssl x509 -in c.pem -engine ./x.so',
    'openssl dgst -provider-path . -provider x a',
    'openssl rsa -in key.pem',
    'openssl asn1parse -in key.pem',
    'openssl rand -out x 16',
    'openssl enc -aes-256-cbc -in a -out b',
    'openssl genrsa 2048',
    'openssl req -config x -in a.csr',
    'openssl', // takes commands from stdin
    'openssl frob',
  ],
};

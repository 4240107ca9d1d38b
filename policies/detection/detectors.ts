import type { Detector } from "./detector";
import { ageSecretKey } from "./detectors/age-secret-key";
import { airtableToken } from "./detectors/airtable-token";
import { alchemyKey } from "./detectors/alchemy-key";
import { alchemyUrlKey } from "./detectors/alchemy-url-key";
import { algorandMnemonic } from "./detectors/algorand-mnemonic";
import { alpacaApiKey } from "./detectors/alpaca-api-key";
import { alpacaSecretKey } from "./detectors/alpaca-secret-key";
import { ankrUrlKey } from "./detectors/ankr-url-key";
import { anthropicKey } from "./detectors/anthropic-key";
import { aptosPrivateKey } from "./detectors/aptos-private-key";
import { artifactoryToken } from "./detectors/artifactory-token";
import { atlassianToken } from "./detectors/atlassian-token";
import { awsAccessKeyId } from "./detectors/aws-access-key-id";
import { awsBedrockKey } from "./detectors/aws-bedrock-key";
import { awsSecretAccessKey } from "./detectors/aws-secret-access-key";
import { axiomToken } from "./detectors/axiom-token";
import { azureStorageKey } from "./detectors/azure-storage-key";
import { backpackPrivateKey } from "./detectors/backpack-private-key";
import { basicAuthorization } from "./detectors/basic-authorization";
import { binanceApiKey } from "./detectors/binance-api-key";
import { binanceApiSecret } from "./detectors/binance-api-secret";
import { binanceListenKey } from "./detectors/binance-listen-key";
import { bip32PrivateKey } from "./detectors/bip32-private-key";
import { bip38Key } from "./detectors/bip38-key";
import { bip39Mnemonic } from "./detectors/bip39-mnemonic";
import { bitbucketToken } from "./detectors/bitbucket-token";
import { bitcoinWifKey } from "./detectors/bitcoin-wif-key";
import { bitfinexApiKey } from "./detectors/bitfinex-api-key";
import { bitfinexApiSecret } from "./detectors/bitfinex-api-secret";
import { bitgetApiKey } from "./detectors/bitget-api-key";
import { bitgetApiSecret } from "./detectors/bitget-api-secret";
import { bithumbSecretKey } from "./detectors/bithumb-secret-key";
import { bitmexApiKey } from "./detectors/bitmex-api-key";
import { bitmexApiSecret } from "./detectors/bitmex-api-secret";
import { bitstampApiKey } from "./detectors/bitstamp-api-key";
import { bitstampApiSecret } from "./detectors/bitstamp-api-secret";
import { blastUrlKey } from "./detectors/blast-url-key";
import { brevoKey } from "./detectors/brevo-key";
import { buildkiteToken } from "./detectors/buildkite-token";
import { bybitApiKey } from "./detectors/bybit-api-key";
import { bybitApiSecret } from "./detectors/bybit-api-secret";
import { cardanoPrivateKey } from "./detectors/cardano-private-key";
import { cardanoSigningKey } from "./detectors/cardano-signing-key";
import { chainstackUrlKey } from "./detectors/chainstack-url-key";
import { circleciToken } from "./detectors/circleci-token";
import { cloudflareOriginCaKey } from "./detectors/cloudflare-origin-ca-key";
import { cloudflareToken } from "./detectors/cloudflare-token";
import { coinbaseApiKey } from "./detectors/coinbase-api-key";
import { coinbaseApiSecret } from "./detectors/coinbase-api-secret";
import { coinbaseCdpKeyName } from "./detectors/coinbase-cdp-key-name";
import { coinbaseExchangeSecret } from "./detectors/coinbase-exchange-secret";
import { coingeckoKey } from "./detectors/coingecko-key";
import { commandPassword } from "./detectors/command-password";
import { cryptocomApiKey } from "./detectors/cryptocom-api-key";
import { cryptocomApiSecret } from "./detectors/cryptocom-api-secret";
import { databasePassword } from "./detectors/database-password";
import { databaseUrl } from "./detectors/database-url";
import { databricksToken } from "./detectors/databricks-token";
import { derPrivateKey } from "./detectors/der-private-key";
import { deribitApiSecret } from "./detectors/deribit-api-secret";
import { digitaloceanToken } from "./detectors/digitalocean-token";
import { discordBotToken } from "./detectors/discord-bot-token";
import { discordWebhook } from "./detectors/discord-webhook";
import { dockerToken } from "./detectors/docker-token";
import { dopplerToken } from "./detectors/doppler-token";
import { drpcUrlKey } from "./detectors/drpc-url-key";
import { dydxApiSecret } from "./detectors/dydx-api-secret";
import { dynatraceToken } from "./detectors/dynatrace-token";
import { ed25519KeyPair } from "./detectors/ed25519-key-pair";
import { ed25519KeyPairBase64 } from "./detectors/ed25519-key-pair-base64";
import { electrumSeed } from "./detectors/electrum-seed";
import { ethereumPrivateKey } from "./detectors/ethereum-private-key";
import { exchangePassphrase } from "./detectors/exchange-passphrase";
import { explorerApiKey } from "./detectors/explorer-api-key";
import { flyToken } from "./detectors/fly-token";
import { gateApiKey } from "./detectors/gate-api-key";
import { gateApiSecret } from "./detectors/gate-api-secret";
import { geminiApiKey } from "./detectors/gemini-api-key";
import { geminiApiSecret } from "./detectors/gemini-api-secret";
import { getblockUrlKey } from "./detectors/getblock-url-key";
import { githubFineGrainedToken } from "./detectors/github-fine-grained-token";
import { githubToken } from "./detectors/github-token";
import { gitlabToken } from "./detectors/gitlab-token";
import { googleApiKey } from "./detectors/google-api-key";
import { googleOauthToken } from "./detectors/google-oauth-token";
import { grafanaToken } from "./detectors/grafana-token";
import { groqKey } from "./detectors/groq-key";
import { heliusUrlKey } from "./detectors/helius-url-key";
import { herokuKey } from "./detectors/heroku-key";
import { htxApiKey } from "./detectors/htx-api-key";
import { htxApiSecret } from "./detectors/htx-api-secret";
import { huggingFaceToken } from "./detectors/hugging-face-token";
import { infuraUrlKey } from "./detectors/infura-url-key";
import { jsonWebToken } from "./detectors/json-web-token";
import { keyBytes } from "./detectors/key-bytes";
import { encryptedKeystore } from "./detectors/encrypted-keystore";
import { krakenApiKey } from "./detectors/kraken-api-key";
import { krakenApiSecret } from "./detectors/kraken-api-secret";
import { kucoinApiKey } from "./detectors/kucoin-api-key";
import { kucoinApiSecret } from "./detectors/kucoin-api-secret";
import { langsmithKey } from "./detectors/langsmith-key";
import { lighterPrivateKey } from "./detectors/lighter-private-key";
import { linearKey } from "./detectors/linear-key";
import { mexcApiKey } from "./detectors/mexc-api-key";
import { mexcApiSecret } from "./detectors/mexc-api-secret";
import { moneroSeed } from "./detectors/monero-seed";
import { moneroSpendKey } from "./detectors/monero-spend-key";
import { moralisUrlKey } from "./detectors/moralis-url-key";
import { namedApiKey } from "./detectors/named-api-key";
import { namedPhrase } from "./detectors/named-phrase";
import { namedSecret } from "./detectors/named-secret";
import { nearPrivateKey } from "./detectors/near-private-key";
import { neonKey } from "./detectors/neon-key";
import { netbirdToken } from "./detectors/netbird-token";
import { netlifyToken } from "./detectors/netlify-token";
import { newRelicKey } from "./detectors/new-relic-key";
import { nodeUrlKey } from "./detectors/node-url-key";
import { noderealUrlKey } from "./detectors/nodereal-url-key";
import { notionToken } from "./detectors/notion-token";
import { npmToken } from "./detectors/npm-token";
import { nvidiaKey } from "./detectors/nvidia-key";
import { okxApiKey } from "./detectors/okx-api-key";
import { okxApiSecret } from "./detectors/okx-api-secret";
import { onepasswordSecretKey } from "./detectors/onepassword-secret-key";
import { onepasswordToken } from "./detectors/onepassword-token";
import { openaiKey } from "./detectors/openai-key";
import { pemPrivateKey } from "./detectors/pem-private-key";
import { perplexityKey } from "./detectors/perplexity-key";
import { phemexApiSecret } from "./detectors/phemex-api-secret";
import { planetscaleToken } from "./detectors/planetscale-token";
import { poloniexApiKey } from "./detectors/poloniex-api-key";
import { poloniexApiSecret } from "./detectors/poloniex-api-secret";
import { polymarketApiSecret } from "./detectors/polymarket-api-secret";
import { postmanKey } from "./detectors/postman-key";
import { prefectKey } from "./detectors/prefect-key";
import { privateJwk } from "./detectors/private-jwk";
import { pulumiToken } from "./detectors/pulumi-token";
import { puttyPrivateKey } from "./detectors/putty-private-key";
import { pypiToken } from "./detectors/pypi-token";
import { quicknodeUrlKey } from "./detectors/quicknode-url-key";
import { rawPrivateKey } from "./detectors/raw-private-key";
import { replicateToken } from "./detectors/replicate-token";
import { robinhoodApiKey } from "./detectors/robinhood-api-key";
import { robinhoodPrivateKey } from "./detectors/robinhood-private-key";
import { rubygemsToken } from "./detectors/rubygems-token";
import { sendgridKey } from "./detectors/sendgrid-key";
import { sentryToken } from "./detectors/sentry-token";
import { shopifyToken } from "./detectors/shopify-token";
import { slackToken } from "./detectors/slack-token";
import { slackWebhook } from "./detectors/slack-webhook";
import { slip39Share } from "./detectors/slip39-share";
import { sonarqubeToken } from "./detectors/sonarqube-token";
import { starknetPrivateKey } from "./detectors/starknet-private-key";
import { stellarSecretSeed } from "./detectors/stellar-secret-seed";
import { stripeKey } from "./detectors/stripe-key";
import { suiKeystore } from "./detectors/sui-keystore";
import { suiPrivateKey } from "./detectors/sui-private-key";
import { supabaseToken } from "./detectors/supabase-token";
import { tailscaleKey } from "./detectors/tailscale-key";
import { telegramBotToken } from "./detectors/telegram-bot-token";
import { telegramUrlToken } from "./detectors/telegram-url-token";
import { tenderlyUrlKey } from "./detectors/tenderly-url-key";
import { tezosSecretKey } from "./detectors/tezos-secret-key";
import { tonMnemonic } from "./detectors/ton-mnemonic";
import { upbitAccessKey } from "./detectors/upbit-access-key";
import { upbitSecretKey } from "./detectors/upbit-secret-key";
import { urlPassword } from "./detectors/url-password";
import { vaultToken } from "./detectors/vault-token";
import { xaiKey } from "./detectors/xai-key";
import { xrpSeed } from "./detectors/xrp-seed";

/** Every detector. Of two that find the same value with equal confidence and severity, the earlier one names it. */
export const detectors: readonly Detector[] = [
  pemPrivateKey,
  nearPrivateKey,
  bitcoinWifKey,
  bip32PrivateKey,
  bip38Key,
  slip39Share,
  algorandMnemonic,
  bip39Mnemonic,
  moneroSeed,
  electrumSeed,
  tonMnemonic,
  ageSecretKey,
  airtableToken,
  alchemyKey,
  alchemyUrlKey,
  alpacaSecretKey,
  ankrUrlKey,
  anthropicKey,
  aptosPrivateKey,
  artifactoryToken,
  atlassianToken,
  awsAccessKeyId,
  awsBedrockKey,
  awsSecretAccessKey,
  axiomToken,
  azureStorageKey,
  backpackPrivateKey,
  basicAuthorization,
  binanceApiSecret,
  bitbucketToken,
  bitgetApiSecret,
  bitmexApiSecret,
  blastUrlKey,
  brevoKey,
  buildkiteToken,
  bybitApiSecret,
  cardanoPrivateKey,
  cardanoSigningKey,
  chainstackUrlKey,
  circleciToken,
  cloudflareOriginCaKey,
  cloudflareToken,
  coinbaseCdpKeyName,
  coinbaseExchangeSecret,
  coingeckoKey,
  cryptocomApiSecret,
  databaseUrl,
  databasePassword,
  commandPassword,
  databricksToken,
  derPrivateKey,
  digitaloceanToken,
  discordBotToken,
  discordWebhook,
  dockerToken,
  dopplerToken,
  drpcUrlKey,
  dydxApiSecret,
  dynatraceToken,
  ed25519KeyPair,
  ed25519KeyPairBase64,
  flyToken,
  geminiApiSecret,
  getblockUrlKey,
  githubFineGrainedToken,
  githubToken,
  gitlabToken,
  googleOauthToken,
  grafanaToken,
  groqKey,
  heliusUrlKey,
  herokuKey,
  htxApiSecret,
  huggingFaceToken,
  infuraUrlKey,
  jsonWebToken,
  keyBytes,
  encryptedKeystore,
  krakenApiSecret,
  kucoinApiSecret,
  langsmithKey,
  lighterPrivateKey,
  linearKey,
  mexcApiSecret,
  moralisUrlKey,
  neonKey,
  netbirdToken,
  netlifyToken,
  newRelicKey,
  nodeUrlKey,
  noderealUrlKey,
  notionToken,
  npmToken,
  nvidiaKey,
  okxApiSecret,
  onepasswordSecretKey,
  onepasswordToken,
  openaiKey,
  perplexityKey,
  planetscaleToken,
  postmanKey,
  prefectKey,
  privateJwk,
  pulumiToken,
  puttyPrivateKey,
  pypiToken,
  quicknodeUrlKey,
  replicateToken,
  robinhoodPrivateKey,
  rubygemsToken,
  sendgridKey,
  sentryToken,
  shopifyToken,
  slackToken,
  slackWebhook,
  sonarqubeToken,
  starknetPrivateKey,
  stellarSecretSeed,
  stripeKey,
  suiKeystore,
  suiPrivateKey,
  supabaseToken,
  tailscaleKey,
  telegramBotToken,
  telegramUrlToken,
  tenderlyUrlKey,
  tezosSecretKey,
  upbitAccessKey,
  upbitSecretKey,
  vaultToken,
  xaiKey,
  xrpSeed,
  alpacaApiKey,
  binanceApiKey,
  bitfinexApiKey,
  bitgetApiKey,
  bitmexApiKey,
  bitstampApiKey,
  bybitApiKey,
  coinbaseApiKey,
  cryptocomApiKey,
  gateApiKey,
  geminiApiKey,
  googleApiKey,
  htxApiKey,
  krakenApiKey,
  kucoinApiKey,
  mexcApiKey,
  okxApiKey,
  poloniexApiKey,
  robinhoodApiKey,
  polymarketApiSecret,
  binanceListenKey,
  deribitApiSecret,
  bitfinexApiSecret,
  bitstampApiSecret,
  coinbaseApiSecret,
  bithumbSecretKey,
  phemexApiSecret,
  gateApiSecret,
  poloniexApiSecret,
  explorerApiKey,
  rawPrivateKey,
  moneroSpendKey,
  ethereumPrivateKey,
  exchangePassphrase,
  urlPassword,
  namedPhrase,
  namedApiKey,
  namedSecret,
];

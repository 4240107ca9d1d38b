import type { Detector } from "./detector";
import { awsAccessKeyId } from "./detectors/aws-access-key";
import { awsSecretKey } from "./detectors/aws-secret-key";
import { binanceApiSecret } from "./detectors/binance-api-secret";
import { bip39Mnemonic } from "./detectors/bip39-mnemonic";
import { bitcoinWifKey } from "./detectors/bitcoin-wif-key";
import { bybitApiSecret } from "./detectors/bybit-api-secret";
import { ethereumPrivateKey } from "./detectors/ethereum-private-key";
import { namedSecret } from "./detectors/named-secret";
import { okxApiSecret } from "./detectors/okx-api-secret";
import { pemPrivateKey } from "./detectors/pem-private-key";

/** Every detector. Of two that find the same value with equal confidence, the earlier one names it. */
export const detectors: readonly Detector[] = [
  bitcoinWifKey,
  bip39Mnemonic,
  pemPrivateKey,
  binanceApiSecret,
  bybitApiSecret,
  okxApiSecret,
  ethereumPrivateKey,
  awsSecretKey,
  awsAccessKeyId,
  namedSecret,
];

package ai.apixo.boot.test.autoconfigure;

import org.springframework.stereotype.Service;

/**
 * Not wanted in a slice.
 */
@Service
class OtherService {

}

package ai.apixo.boot.test.autoconfigure;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application that talks to the gateway, with components that slices must choose from.
 */
@SpringBootApplication
class DeskApplication {

}

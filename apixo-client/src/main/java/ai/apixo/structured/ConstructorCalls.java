package ai.apixo.structured;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.module.SimpleValueInstantiators;

/**
 * Calls the constructors of records and the like directly. Jackson adapts a method handle
 * for each call, which takes longer than all else that it does for a small element.
 */
final class ConstructorCalls extends SimpleValueInstantiators {

	private static final long serialVersionUID = 1L;

	@Override
	public ValueInstantiator modifyValueInstantiator(DeserializationConfig config, BeanDescription.Supplier description,
			ValueInstantiator instantiator) {
		boolean known = instantiator.getClass() == StdValueInstantiator.class;
		if (known && instantiator.getWithArgsCreator() instanceof AnnotatedConstructor creator
				&& creator.getAnnotated().canAccess(null)) {
			return new OfConstructor((StdValueInstantiator) instantiator, creator.getAnnotated());
		}
		return instantiator;
	}

	/**
	 * Creates values by a constructor with their components.
	 */
	private static final class OfConstructor extends StdValueInstantiator {

		private final Constructor<?> constructor;

		OfConstructor(StdValueInstantiator instantiator, Constructor<?> constructor) {
			super(instantiator);
			this.constructor = constructor;
		}

		@Override
		public Object createFromObjectWith(DeserializationContext context, Object[] components) {
			try {
				return this.constructor.newInstance(components);
			}
			catch (ReflectiveOperationException | IllegalArgumentException ex) {
				if (ex instanceof InvocationTargetException && ex.getCause() instanceof Error error
						&& !(error instanceof AssertionError)) {
					throw error;
				}
				return context.handleInstantiationProblem(getValueClass(), components, rewrapCtorProblem(context, ex));
			}
		}

	}

}
